//! What the inbox says.

words! {
    no_notices = "还没有消息", "No messages yet";
    no_notices_hint = "有新异议、补充、待审批，或期限将到时，会在这里告诉您。", "New objections, supplements, approvals and clocks about to run out are told here.";
}
