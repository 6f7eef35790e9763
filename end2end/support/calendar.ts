// An arrangement for the days to come, whatever day it is: as a text, with a slip in it, and as a public calendar lists it.

const DAY_MS = 86_400_000;
const WEEKDAYS = "日一二三四五六";

/** The local date so many days from now, as `2026-11-24`. */
export function chinaDay(from: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + from * DAY_MS).toISOString().slice(0, 10);
}

/** The next two weekdays are off: whatever runs for a working day or more from now is due later. */
export function announce(): { year: string; text: string; wrong: string; second: string } {
  const days: string[] = [];
  for (let from = 1; days.length < 2; from += 1) {
    const day = chinaDay(from);
    const weekday = new Date(day).getUTCDay();
    if (weekday > 0 && weekday < 6 && (days.length === 0 || day.slice(0, 4) === days[0]!.slice(0, 4))) {
      days.push(day);
    }
  }
  const said = (day: string, slip: number) => {
    const weekday = WEEKDAYS[(new Date(day).getUTCDay() + slip) % 7];
    return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日（周${weekday}）`;
  };
  const line = (slip: number) => days.map((day) => `防汛：${said(day, slip)}放假，共1天。`).join("\n");
  const listed = days.map((date) => ({ name: "防汛", date, isOffDay: true }));
  return {
    year: days[0]!.slice(0, 4),
    text: line(0),
    wrong: line(1),
    second: JSON.stringify({ days: listed }),
  };
}
