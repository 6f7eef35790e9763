//! How a message was sent outside of the app, and what became of it.

use super::Lang;
use crate::delivery::{DeliveryFault, DeliveryState, Means, OtherWay};

/// By what means.
pub const fn means(means: Means, lang: Lang) -> &'static str {
    match means {
        Means::Mail => lang.pick("电子邮件", "E-mail"),
        Means::Message => lang.pick("短信", "Text message"),
    }
}

/// How far it has come.
pub const fn state(state: DeliveryState, lang: Lang) -> &'static str {
    use DeliveryState as S;
    match state {
        S::Queued => lang.pick("等待发送", "Waiting to be sent"),
        S::Sending => lang.pick("正在发送", "Being sent"),
        S::Sent => lang.pick("已发出", "Sent"),
        S::Failed => lang.pick("没有发出，会再试", "Not sent, tried again"),
        S::Dead => lang.pick("没有送达", "Not delivered"),
        S::Told => lang.pick("已用其他方式告知", "Told by other means"),
        S::Dropped => lang.pick("收件人已停用这种方式", "No longer wanted by its recipient"),
    }
}

/// Why a try failed.
pub const fn fault(fault: DeliveryFault, lang: Lang) -> &'static str {
    use DeliveryFault as F;
    match fault {
        F::Unreachable => lang.pick("对方服务器连接不上", "The other server can't be reached"),
        F::TimedOut => lang.pick(
            "对方服务器没有及时答复",
            "The other server didn't answer in time",
        ),
        F::CutOff => lang.pick("发送途中连接断开", "The connection broke while sending"),
        F::NotTrusted => lang.pick(
            "无法建立可信的加密连接",
            "No connection that can be trusted",
        ),
        F::Busy => lang.pick("对方服务器暂时不收", "The other server refused it for now"),
        F::Refused => lang.pick("对方服务器拒收", "The other server refused it"),
        F::NotConfigured => lang.pick("本系统没有配置这种方式", "This means isn't configured here"),
        F::Unwritable => lang.pick("地址或内容无法组成消息", "It can't be made into a message"),
    }
}

/// How somebody was told instead.
pub const fn way(way: OtherWay, lang: Lang) -> &'static str {
    match way {
        OtherWay::Telephone => lang.pick("电话", "By telephone"),
        OtherWay::InPerson => lang.pick("当面", "In person"),
        OtherWay::Post => lang.pick("邮寄", "By post"),
    }
}
