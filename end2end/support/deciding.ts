// 核实要点 and the reasons of a rejection, as whoever decides gives them.
import type { Page } from "@playwright/test";
import type { CaseDetail } from "./wire.ts";

/** An answer to each point that the procedure asks on the ground of the case. */
export function checked({ ground, desk }: CaseDetail) {
  const points = desk!.deciding.points.filter(({ grounds }) => grounds.includes(ground));
  return points.map(({ id }) => ({ point: id, finding: "matches", word: "档案第3页" }));
}

/** A rejection of every field in dispute, with the first reason that the procedure offers. */
export function rejection(detail: CaseDetail, reasons: string) {
  const [reason] = detail.desk!.deciding.reasons;
  const rejections = detail.disputed.map(({ key }) => ({ key, reason }));
  return { outcome: "rejected", corrections: [], rejections, reasons, checks: checked(detail) };
}

/** Answers every point in the form that is open. */
export async function answerPoints(page: Page): Promise<void> {
  const words = page.getByRole("textbox", { name: "依据" });
  await words.first().waitFor();
  for (const one of await page.getByRole("radio", { name: "相符" }).all()) {
    await one.check();
  }
  for (const one of await words.all()) {
    await one.fill("档案第3页");
  }
}
