//! What the board of cases says.

words! {
    board = "电子监察", "Board of cases";
    not_counted = "还没有统计过，五分钟内会有数字。", "Not counted yet; there will be figures within five minutes.";
    every_five = "，每五分钟重新统计一次。", ", and every five minutes.";
    now = "现在", "Now";
    of_month = "办理情况", "How cases were answered";
    trend = "十二个月的变化", "Twelve months";
    on_time_trend = "按时标注率和按时答复率", "Marked and answered on time";
    received_trend = "每月收到的件数", "Received by month";
    days_trend = "标注和答复用时中位数(工作日)", "Median working days to mark and to answer";
    upheld_trend = "异议成立率", "Share upheld";
    channel = "提出渠道", "Channel";
    ground = "异议理由", "Ground";
    type_name = "证照类型", "Licence type";
    all = "全部", "All";
    nobody = "未分派", "Nobody yet";
    unknown = "其他", "Other";
    definitions = "每个数字怎么算", "How each number is counted";
    statutory = "法定期限和服务目标分开计算，服务目标从不计入按时率。", "Statutory deadlines and service targets are counted apart; targets never enter the rates.";
    print = "打印月报", "Print the month's report";
    report = "月度报告", "Monthly report";
    no_cases = "没有件", "No cases";
    no_cases_hint = "这个范围里还没有收到过异议。", "Nothing has been received in this part yet.";
}
