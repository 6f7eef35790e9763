//! Why a step with a seal is refused, in words: what is wrong, and what to do about it.

use super::Lang;
use crate::sealing::{KeeperRefusal, SealRefusal, UseRefusal};

/// Why something can't happen to a seal.
pub const fn step(refusal: SealRefusal, lang: Lang) -> &'static str {
    use SealRefusal as R;
    let (zh, en) = match refusal {
        R::Ended => (
            "这枚印章已经不予制作或者废止，不能再办理。需要用章时，请另行申请一枚。",
            "This seal was declined or revoked, and nothing can be done with it any more. Ask for another one.",
        ),
        R::NotRequested => (
            "这枚印章的申请已经核实过。请刷新页面，查看它现在的状态。",
            "The request has been confirmed already. Please reload the page to see where it stands.",
        ),
        R::NotConfirmed => (
            "政务服务中心还没有核实这件申请。请等核实确认后再制作。",
            "The service centre has not confirmed the request. It can be made after that.",
        ),
        R::AlreadyMade => (
            "这枚印章已经制作好。不再需要时，请办理停用或者废止。",
            "This seal has been made already. If it isn't needed, suspend or revoke it.",
        ),
        R::NotMade => (
            "这枚印章还没有制作。不再需要时，请办理不予制作。",
            "This seal has not been made. If it isn't needed, decline the request.",
        ),
        R::AlreadySuspended => (
            "这枚印章已经停用。需要再用时，请办理恢复。",
            "This seal is suspended already. Resume it to use it again.",
        ),
        R::NotSuspended => (
            "这枚印章没有停用，不用恢复。请刷新页面，查看它现在的状态。",
            "This seal is not suspended. Please reload the page to see where it stands.",
        ),
        R::NotAsked => (
            "还没有为这枚印章生成过证书请求。请先生成请求，送认证机构签发证书。",
            "No certificate has been asked for. Make a request first and send it to the authority.",
        ),
    };
    lang.pick(zh, en)
}

/// Why somebody can't keep a seal.
pub const fn keeper(refusal: KeeperRefusal, lang: Lang) -> &'static str {
    use KeeperRefusal as R;
    let (zh, en) = match refusal {
        R::NotOfTheAgency => (
            "这个人不在本单位，或者账号已经停用。请从本单位的经办人中另选一位。",
            "This person is not of your agency, or has no account any more. Choose one of your handlers.",
        ),
        R::NotAHandler => (
            "印章由经办人保管，审批内容的人不能兼管。请另选一位经办人。",
            "A handler keeps a seal, not who approves contents. Choose another person.",
        ),
        R::Already => (
            "这个人已经是这枚印章的专管或者代管人员。请另选一位经办人。",
            "This person is the seal's keeper or deputy already. Choose another handler.",
        ),
    };
    lang.pick(zh, en)
}

/// Why a seal can't be put.
pub const fn using(refusal: UseRefusal, lang: Lang) -> &'static str {
    use UseRefusal as R;
    let (zh, en) = match refusal {
        R::NotMade => (
            "这枚印章没有制作，还不能用。请等科技发展局制作，或者换用另一枚印章。",
            "This seal has not been made. Wait until it is, or use another one.",
        ),
        R::Suspended => (
            "这枚印章已经停用。请等科技发展局恢复，或者换用另一枚印章。",
            "This seal is suspended. Wait until it is resumed, or use another one.",
        ),
        R::Revoked => (
            "这枚印章已经废止。请换用另一枚印章，或者另行申请一枚。",
            "This seal has been revoked. Use another one, or ask for a new one.",
        ),
        R::NotValid => (
            "这枚印章的证书现在不在有效期内。请换用另一枚印章，或者另行申请一枚。",
            "This seal's certificate is not valid now. Use another one, or ask for a new one.",
        ),
        R::NotTheKeeper => (
            "这枚印章只由它的专管和代管人员使用。请交他们盖章，或者先办理交接。",
            "This seal is put by its keeper and deputy alone. Leave it to them, or have it handed over first.",
        ),
        R::NoAuthority => (
            "自动盖章授权不在起止日期之内，或者已经终止。请另行授权。",
            "The standing authority is not in force. Grant another one.",
        ),
        R::NotCovered => (
            "自动盖章授权不包括这一份。请另行授权。",
            "The standing authority does not cover this version. Grant another one.",
        ),
        R::NotApproved => (
            "这一份没有经过审批，不能盖章。请先送审批；归集的存量请授权自动盖章。",
            "Nobody has approved this content. Have it approved first; collected stock needs a standing authority.",
        ),
        R::OtherContent => (
            "这一份的内容与审批时不一致，不能盖章。请联系管理员核验证照库。",
            "The content is not what was approved. Ask the administrator to verify the library.",
        ),
        R::NotWaiting => (
            "这一份不在待盖章之列，可能已经盖过章，或者有了新的版本。请刷新页面，查看最新的清单。",
            "This version does not wait for a seal: it may bear one, or have been superseded. Please reload the page.",
        ),
    };
    lang.pick(zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_in_chinese_what_is_wrong_and_then_what_to_do() {
        let zh = Lang::Zh;
        let steps = SealRefusal::ALL.map(|refusal| step(refusal, zh));
        let keepers = KeeperRefusal::ALL.map(|refusal| keeper(refusal, zh));
        let uses = UseRefusal::ALL.map(|refusal| using(refusal, zh));
        for said in steps.into_iter().chain(keepers).chain(uses) {
            assert!(
                !said.bytes().any(|byte| byte.is_ascii_alphabetic()),
                "{said}"
            );
            let sentences: Vec<_> = said.split_terminator('。').collect();
            let remedy = sentences.last().copied().unwrap_or_default();
            assert!(said.ends_with('。') && sentences.len() == 2, "{said}");
            assert!(remedy.contains('请'), "{said}");
        }
    }

    #[test]
    fn no_two_refusals_of_a_kind_say_the_same() {
        use std::collections::BTreeSet;
        for lang in [Lang::Zh, Lang::En] {
            let steps: BTreeSet<_> = SealRefusal::ALL.map(|one| step(one, lang)).into();
            let uses: BTreeSet<_> = UseRefusal::ALL.map(|one| using(one, lang)).into();
            let keepers: BTreeSet<_> = KeeperRefusal::ALL.map(|one| keeper(one, lang)).into();
            assert_eq!(steps.len(), SealRefusal::ALL.len());
            assert_eq!(uses.len(), UseRefusal::ALL.len());
            assert_eq!(keepers.len(), KeeperRefusal::ALL.len());
        }
    }
}
