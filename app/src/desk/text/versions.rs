//! What is said about the versions of a licence and its print-outs.

use domain::text::Lang;

words! {
    versions = "版本", "Versions";
    current = "现行版本", "in force";
    superseded = "已被新版本取代", "superseded";
    made = "入库", "Entered";
    approved_by = "审批", "Approved by";
    sealed = "已加盖印章", "Sealed";
    not_sealed = "等待加盖印章", "Waits for its seal";
    identifier = "证照标识", "Identifier";
    compared = "与上一版本相比", "Compared with the version before";
    first = "第一个版本。", "The first version.";
    same_face = "照面没有变化。", "The face is the same.";
    print = "打印", "Print";
    printing = "正在记录", "Recording";
    print_means = "打印会被记录，计入签章和打印情况汇总表。", "Every print-out is recorded and counted in the summary.";
    print_not_sealed = "加盖印章以后才能打印。", "It can be printed once it has its seal.";
    copy = "本页由电子证照库打印，效力以电子证照为准。", "Printed from the licence library; the electronic licence is what counts.";
}

/// Which one, counted from 1.
pub(crate) fn nth(version: u16, lang: Lang) -> String {
    let number = version.to_string();
    match lang {
        Lang::Zh => ["第 ", &number, " 版"].concat(),
        Lang::En => ["Version ", &number].concat(),
    }
}
