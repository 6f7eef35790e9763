//! Devices in words.

use super::Lang;
use crate::device::{Device, DeviceKind, Program};

/// Such as '手机上的微信'.
pub fn name(device: Device, lang: Lang) -> String {
    let kind = match device.kind {
        DeviceKind::Phone => lang.pick("手机", "a phone"),
        DeviceKind::Tablet => lang.pick("平板电脑", "a tablet"),
        DeviceKind::Computer => lang.pick("电脑", "a computer"),
        DeviceKind::Unknown => lang.pick("未知设备", "an unknown device"),
    };
    let program = match device.program {
        Program::WeChat => lang.pick("微信", "WeChat"),
        Program::Edge => "Edge",
        Program::Firefox => "Firefox",
        Program::Chrome => "Chrome",
        Program::Safari => "Safari",
        Program::Other => lang.pick("浏览器", "A browser"),
    };
    match lang {
        // Latin letters stand apart from Chinese ones.
        Lang::Zh if program.is_ascii() => format!("{kind}上的 {program}"),
        Lang::Zh => format!("{kind}上的{program}"),
        Lang::En => format!("{program} on {kind}"),
    }
}
