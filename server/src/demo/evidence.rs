//! The files that objectors of the demonstration hand in: drawn for it, and saying so.

/// One file; many cases share it, as the store keeps content once.
pub(super) struct Sample {
    pub(super) names: &'static [&'static str],
    pub(super) media_type: &'static str,
    pub(super) content: &'static [u8],
}

pub(super) const SAMPLES: [Sample; 3] = [
    Sample {
        names: &["纸质证照内页.jpg", "证照照片.jpg", "手机拍照.jpg"],
        media_type: "image/jpeg",
        content: include_bytes!("evidence/page.jpg"),
    },
    Sample {
        names: &["核准通知书.png", "变更核准通知截图.png"],
        media_type: "image/png",
        content: include_bytes!("evidence/approval.png"),
    },
    Sample {
        names: &["情况说明.pdf", "申请时提交的材料.pdf"],
        media_type: "application/pdf",
        content: include_bytes!("evidence/statement.pdf"),
    },
];
