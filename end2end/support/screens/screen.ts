// A screen to look at: whose it is, where it stands, what it shows, and what is done before and on it.
import { expect, type Page, type Route } from "@playwright/test";
import type { Person } from "../api.ts";
import { kept } from "../kept.ts";
import type { Session } from "../wire.ts";
import type { World } from "./world.ts";

export interface Screen {
  name: string;
  who?: (people: World["people"]) => Person;
  path: (world: World) => string;
  /** What the screen is known by. */
  shows: string | RegExp;
  /** Before the page is opened. */
  prepare?: (page: Page) => Promise<unknown>;
  /** What somebody does there. */
  then?: (page: Page) => Promise<void>;
  /** Requests that fail on purpose. */
  complaint?: RegExp;
  /** A picture of the README: its name, which ends in the window's width. */
  picture?: string;
}

/** Opens how a due date was counted, and moves it to the top of the window. */
export async function explain(page: Page): Promise<void> {
  const line = page.locator("details.deadline > summary").last();
  await line.click();
  await expect(page.locator("table.weeks")).toBeVisible();
  await line.evaluate((summary) => {
    scrollTo(0, summary.getBoundingClientRect().top + scrollY - 80);
  });
}

/** A fault of ours, in place of an answer. */
export async function failing(route: Route): Promise<void> {
  await route.fulfill({
    status: 500,
    contentType: "application/problem+json",
    json: {
      type: "/problems/internal",
      title: "系统出了问题",
      status: 500,
      code: "internal",
      request_id: "0197a5b0-0000-7000-8000-000000000001",
    },
  });
}

/** A list with nothing in it, in place of an answer. */
export function answerEmpty(page: Page, address: string): Promise<unknown> {
  return page.route(address, (route) => route.fulfill({ json: { items: [], unread: 0 } }));
}

/** From now on no answer comes: the page shows what it showed last. */
export async function notLive(page: Page): Promise<void> {
  const address = `/api/v1${new URL(page.url()).pathname}`;
  await kept(page, new RegExp(`${address}$`));
  await page.route("**/api/v1/**", (route) => route.abort());
  await page.reload();
  await expect(page.getByRole("region", { name: /^(不是实时信息|Not live)/ })).toBeVisible();
}

/** Lets the server say something else of who is logged in. */
export async function changeSession(page: Page, change: (session: Session) => void): Promise<void> {
  await page.route("**/api/v1/session", async (route) => {
    const answer = await route.fetch();
    const session = (await answer.json()) as Session;
    change(session);
    await route.fulfill({ response: answer, json: session });
  });
}
