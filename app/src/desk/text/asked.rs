//! What is said of everything that is asked by a day.

words! {
    waits = "待答复", "Waiting";
    answered = "已答复", "Answered";
    unanswered = "逾期未答复", "Not answered in time";
}
