//! With what did somebody log in, as far as a browser says of itself? Enough to know one's own devices again, and no more.

use serde::{Deserialize, Serialize};

/// What kind of device it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DeviceKind {
    /// 手机.
    Phone,
    /// 平板电脑.
    Tablet,
    /// 电脑.
    Computer,
    /// It doesn't say.
    #[default]
    Unknown,
}

/// Which program it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Program {
    /// 微信.
    WeChat,
    /// Edge.
    Edge,
    /// Firefox.
    Firefox,
    /// Chrome, or one that is built on it.
    Chrome,
    /// Safari.
    Safari,
    /// Another one.
    #[default]
    Other,
}

/// A device and its program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Device {
    /// What kind it is.
    #[serde(default)]
    pub kind: DeviceKind,
    /// Which program.
    #[serde(default)]
    pub program: Program,
}

impl Device {
    /// After the header `User-Agent`, in which each browser also names those that it wants to be taken for.
    pub fn of(user_agent: &str) -> Self {
        let says = |name: &str| user_agent.contains(name);
        let kind = if says("iPad") || says("Tablet") || says("Android") && !says("Mobile") {
            DeviceKind::Tablet
        } else if says("Mobile") || says("iPhone") {
            DeviceKind::Phone
        } else if says("Windows") || says("Macintosh") || says("Linux") {
            DeviceKind::Computer
        } else {
            DeviceKind::Unknown
        };
        let program = [
            ("MicroMessenger/", Program::WeChat),
            ("Edg", Program::Edge),
            ("Firefox/", Program::Firefox),
            ("FxiOS/", Program::Firefox),
            ("Chrome/", Program::Chrome),
            ("CriOS/", Program::Chrome),
            ("Safari/", Program::Safari),
        ];
        let named = program.into_iter().find(|(name, _)| says(name));
        Self {
            kind,
            program: named.map_or(Program::Other, |(_, program)| program),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_known_by_what_it_says() {
        for (user_agent, kind, program) in [
            (
                "Mozilla/5.0 (Linux; Android 14; Mate 60) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0",
                DeviceKind::Phone,
                Program::WeChat,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
                DeviceKind::Phone,
                Program::Safari,
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 Chrome/126.0 Safari/537.36",
                DeviceKind::Tablet,
                Program::Chrome,
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
                DeviceKind::Computer,
                Program::Edge,
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
                DeviceKind::Computer,
                Program::Firefox,
            ),
            ("curl/8.0", DeviceKind::Unknown, Program::Other),
            ("", DeviceKind::Unknown, Program::Other),
        ] {
            assert_eq!(Device::of(user_agent), Device { kind, program });
        }
    }
}
