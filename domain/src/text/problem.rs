//! Problems in words: what happened, and what to do next.

use super::Lang;
use crate::problem::{FieldCode, ProblemCode};

/// What happened, in one short sentence.
#[expect(clippy::too_many_lines, reason = "a table is best read as one")]
pub const fn title(code: ProblemCode, lang: Lang) -> &'static str {
    use ProblemCode as P;
    match code {
        P::Malformed => lang.pick("请求的内容无法读取", "The request can't be read"),
        P::Invalid => lang.pick("有内容需要修改", "Something has to be corrected"),
        P::SignedOut => lang.pick(
            "您尚未登录，或登录已过期",
            "You are not logged in, or the log-in has run out",
        ),
        P::WrongCredentials => lang.pick("用户名或密码不正确", "The name or the password is wrong"),
        P::PasswordMustChange => lang.pick("请先修改密码", "Please change the password first"),
        P::SecondFactorRequired => {
            lang.pick("请先完成第二步验证", "A second factor is needed first")
        }
        P::LogInAgain => lang.pick("登录已有一段时间", "It is a while since you logged in"),
        P::Forbidden => lang.pick("您的账号没有这项权限", "Your account may not do this"),
        P::CrossSite => lang.pick(
            "请求不是从本网站发出的",
            "The request did not come from this site",
        ),
        P::NotFound => lang.pick("没有找到", "Not found"),
        P::MethodNotAllowed => lang.pick(
            "这个地址不支持此操作",
            "This address does not support the method",
        ),
        P::StaleVersion => lang.pick("内容已被他人更新", "Somebody else has changed it"),
        P::WrongState => lang.pick(
            "当前状态下不能这样办理",
            "This can't be done in the present state",
        ),
        P::SamePerson => lang.pick("经办人不能审批自己提出的意见", "The proposer can't approve"),
        P::KeyReused => lang.pick(
            "幂等键已用于另一个请求",
            "The idempotency key was used for another request",
        ),
        P::InProgress => lang.pick("同一请求正在处理", "The same request is being handled"),
        P::AlreadyOpen => lang.pick(
            "这份证照已有一件正在办理的异议",
            "There is an open objection to this licence",
        ),
        P::AlreadyRegistered => lang.pick(
            "这个工单已经登记过",
            "This work order was registered before",
        ),
        P::OrderDiffers => lang.pick(
            "这个工单编号已用于内容不同的工单",
            "This work order came before, with other content",
        ),
        P::NotOffered => lang.pick("本地没有开通这种程序", "This is not offered here"),
        P::TooLarge => lang.pick("文件或内容太大", "The file or the content is too large"),
        P::TooManyFiles => lang.pick("最多上传 5 个文件", "At most 5 files"),
        P::WrongFileType => lang.pick(
            "只接受 PNG、JPEG 图片和 PDF 文件",
            "Only PNG, JPEG and PDF files",
        ),
        P::DamagedFile => lang.pick("文件不完整，无法打开", "The file can't be read to its end"),
        P::TooManyPixels => lang.pick("图片尺寸太大", "The picture has too many pixels"),
        P::UnsafeFile => lang.pick(
            "文件已加密，或带有脚本、附件等内容",
            "The file is encrypted, or has scripts or other files in it",
        ),
        P::InfectedFile => lang.pick("文件没有通过病毒检查", "A virus was found in the file"),
        P::NotScanned => lang.pick(
            "病毒检查暂时无法进行，文件没有收下",
            "Files can't be checked for viruses at the moment; it wasn't taken",
        ),
        P::TooManyRequests => lang.pick("尝试次数过多", "Too many attempts"),
        P::NotSent => lang.pick("验证码没有发出", "The code could not be sent"),
        P::Internal => lang.pick("系统出错了", "Something failed on our side"),
        P::Unavailable => lang.pick(
            "系统暂时无法保存或读取",
            "The system can't save or read at the moment",
        ),
    }
}

/// What to do next, in one sentence.
#[expect(clippy::too_many_lines, reason = "a table is best read as one")]
pub const fn remedy(code: ProblemCode, lang: Lang) -> &'static str {
    use ProblemCode as P;
    match code {
        P::Malformed | P::MethodNotAllowed | P::CrossSite | P::KeyReused => lang.pick(
            "请刷新页面后再试。",
            "Please reload the page and try again.",
        ),
        P::Invalid => lang.pick(
            "请按提示修改后再提交，已填写的内容都还在。",
            "Please correct what is marked; nothing is lost.",
        ),
        P::SignedOut => lang.pick(
            "请重新登录，已填写的内容都还在。",
            "Please log in again; nothing is lost.",
        ),
        P::WrongCredentials => lang.pick("请核对后重试。", "Please check and try again."),
        P::PasswordMustChange | P::SecondFactorRequired => {
            lang.pick("完成后即可继续。", "Then you can go on.")
        }
        P::LogInAgain => lang.pick(
            "请重新登录后再设置。",
            "Please log in again, then change it.",
        ),
        P::Forbidden => lang.pick(
            "如需办理，请联系本单位管理员。",
            "Ask your agency's administrator if you need it.",
        ),
        P::NotFound => lang.pick(
            "它可能已被移走，请返回列表查看。",
            "It may have moved; please go back to the list.",
        ),
        P::StaleVersion => lang.pick(
            "请查看最新内容，您写的内容都还在。",
            "Please look at the new state; your text is kept.",
        ),
        P::WrongState | P::SamePerson | P::AlreadyOpen => lang.pick(
            "请查看案件的最新进展。",
            "Please look at where the case stands.",
        ),
        P::InProgress => lang.pick(
            "请稍候，不要重复提交。",
            "Please wait; do not send it again.",
        ),
        P::AlreadyRegistered | P::OrderDiffers => lang.pick(
            "请打开已登记的那一件继续办理。",
            "Please open the case that it began.",
        ),
        P::NotOffered => lang.pick(
            "请拨打 12345 政务服务热线。",
            "Please call the 12345 hotline.",
        ),
        P::TooLarge => lang.pick(
            "每个文件不超过 10 MB，请压缩后再试。",
            "A file may be up to 10 MB; please make it smaller.",
        ),
        P::TooManyFiles => lang.pick("请先移除一个再上传。", "Please remove one first."),
        P::WrongFileType | P::DamagedFile | P::InfectedFile => lang.pick(
            "请换一个文件，或点“拍照”重新拍一张。",
            "Please choose another file, or take a photograph.",
        ),
        P::TooManyPixels => lang.pick(
            "总共不超过 5000 万像素，每边不超过 10000 像素，请缩小后再试。",
            "It may have up to 50 million pixels, and 10000 on a side; please make it smaller.",
        ),
        P::UnsafeFile => lang.pick(
            "请重新打印成普通 PDF，或改传照片。",
            "Please print it to a plain PDF again, or send a photograph.",
        ),
        P::TooManyRequests | P::NotSent | P::NotScanned => {
            lang.pick("请稍后再试。", "Please try again later.")
        }
        P::Internal | P::Unavailable => lang.pick(
            "已填写的内容都还在，请稍后再试。",
            "Nothing is lost; please try again later.",
        ),
    }
}

/// What is wrong with one field. `limit` belongs to the codes that have one.
pub fn field(code: FieldCode, limit: Option<u32>, lang: Lang) -> String {
    let limit = limit.unwrap_or_default();
    match (code, lang) {
        (FieldCode::TooShort, Lang::Zh) => format!("至少写 {limit} 个字"),
        (FieldCode::TooShort, Lang::En) => format!("At least {limit} characters"),
        (FieldCode::TooLong, Lang::Zh) => format!("最多 {limit} 个字"),
        (FieldCode::TooLong, Lang::En) => format!("At most {limit} characters"),
        (FieldCode::TooMany, Lang::Zh) => format!("最多 {limit} 项"),
        (FieldCode::TooMany, Lang::En) => format!("At most {limit}"),
        (other, lang) => plain(other, lang).to_owned(),
    }
}

#[expect(clippy::too_many_lines, reason = "a table is best read as one")]
const fn plain(code: FieldCode, lang: Lang) -> &'static str {
    use FieldCode as F;
    let (zh, en) = match code {
        F::Required => ("这一项需要填写", "This is needed"),
        F::Unknown => ("没有这一项", "There is no such thing"),
        F::Unchanged => (
            "与证照上现在的内容相同",
            "The same as the licence shows now",
        ),
        F::WrongForm => ("格式或内容不符合要求", "Not of the form asked for"),
        F::LettersAndDigits => (
            "密码要同时有字母和数字",
            "A password needs letters and digits",
        ),
        F::SpecialCharacter => (
            "密码要有特殊符号，例如 - # !",
            "A password needs a special character, such as - # !",
        ),
        F::HasUserName => (
            "密码不能含用户名",
            "The user name can't stand in the password",
        ),
        F::HasName => (
            "密码不能含本人姓名",
            "Your name can't stand in the password",
        ),
        F::HasBirthday => (
            "密码不能含生日一类的日期",
            "A birthday or another day can't stand in the password",
        ),
        F::HasNumber => (
            "密码不能含身份证号码、电话号码一类的长数字",
            "An identity or telephone number can't stand in the password, nor as long a one",
        ),
        F::NotANumber => ("请只写数字，例如 89.46", "Digits only, such as 89.46"),
        F::NotADate => (
            "请写成存在的日期，例如 2024年3月5日 或 2024-03-05",
            "Write a day that exists, such as 2024-03-05",
        ),
        F::NotListed => (
            "不在可选的值之内，请从代码表中选择",
            "Not in the list of values; choose one of them",
        ),
        F::Repeated => ("与另一项重复", "It is there already"),
        F::InFuture => (
            "日期还没有到，请核对",
            "This day hasn't come yet; please check",
        ),
        F::EndsFirst => ("截止日期早于起始日期", "It would end before it begins"),
        F::WrongNumber => (
            "号码的位数或校验位不对，请对照证件核对",
            "Its length or check digit is wrong; compare with the document",
        ),
        F::WrongHolder => (
            "这类证照不发给这类持证主体",
            "This type isn't for such holders",
        ),
        F::Fixed => ("这一项不能在这里更改", "This can't be changed here"),
        F::InPast => ("不能早于今天", "It can't lie before today"),
        F::UnknownPerson => (
            "没有找到姓名和号码都相符的人，请核对；对方要先在本系统有自己的证照",
            "Nobody here has this name and this number; please check. They need a licence of their own here",
        ),
        F::OtherType => (
            "证照标识属于另一类证照，请选对证照类型或更正标识",
            "The identifier is of another type of licence; choose that type or mend the identifier",
        ),
        F::OtherAgency => (
            "这个机构不在本库，或不是您所在的单位，请核对机构代码",
            "No agency of this library, or not your own; check the agency's code",
        ),
        F::NotExpired => (
            "状态写的是过期，有效期却没有结束，请核对二者",
            "Said to have expired, but its validity hasn't ended; check both",
        ),
        F::Superseded => (
            "库里已有更新的版本，这一行是旧内容，请报送现行内容",
            "The library has a later version and this row is an older one; send the present content",
        ),
        F::Ambiguous => (
            "库里有多个证照与这一行相符，请填写证照标识",
            "Several licences fit this row; give the identifier",
        ),
        F::Ended => (
            "证照已注销、撤销或吊销，不能再变更；重新核发的请另编证照编号",
            "The licence has ended and can't be changed; one that was issued anew needs its own number",
        ),
        F::NotInForce => (
            "证照处于暂扣或挂失状态，请先发还或解除挂失",
            "The licence is suspended or reported lost; end that first",
        ),
        F::Pledged => (
            "证照处于抵押状态，请先解除抵押",
            "The licence is pledged; release the pledge first",
        ),
        F::Unreadable => (
            "这一行无法读取，请检查编码、引号和列数",
            "The row can't be read; check encoding, quotation marks and the number of cells",
        ),
        F::NotKept => (
            "数据库没有接受这一行，请重新报送；仍不成功请联系管理员",
            "The database didn't take the row; send it again, and ask the administrator if that fails",
        ),
        F::Unreached => (
            "这个地址被拒收，请核对后重新填写",
            "This address was refused; please check it",
        ),
        F::WrongCode => (
            "验证码不对，请核对最近收到的一条",
            "That is not the code; look at the latest message",
        ),
        F::TooShort => ("字数太少", "Too few characters"),
        F::TooLong => ("字数太多", "Too many characters"),
        F::TooMany => ("项数太多", "Too many"),
    };
    lang.pick(zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objection::filing::{
        EVIDENCE_BYTES_MAX, EVIDENCE_MAX, EVIDENCE_PIXELS_MAX, EVIDENCE_SIDE_MAX,
    };

    #[test]
    fn the_limits_that_people_read_are_those_that_hold() {
        let megabytes = format!(" {} MB", EVIDENCE_BYTES_MAX / 1024 / 1024);
        let files = EVIDENCE_MAX.to_string();
        for lang in [Lang::Zh, Lang::En] {
            assert!(remedy(ProblemCode::TooLarge, lang).contains(&megabytes));
            assert!(title(ProblemCode::TooManyFiles, lang).contains(&files));
            let pixels = match lang {
                Lang::Zh => format!("{} 万像素", EVIDENCE_PIXELS_MAX / 10_000),
                Lang::En => format!("{} million pixels", EVIDENCE_PIXELS_MAX / 1_000_000),
            };
            let told = remedy(ProblemCode::TooManyPixels, lang);
            assert!(told.contains(&pixels), "{told}");
            assert!(told.contains(&EVIDENCE_SIDE_MAX.to_string()), "{told}");
        }
    }
}
