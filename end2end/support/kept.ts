// What a browser keeps of a citizen's for a time without a connection.
import { expect, type Page } from "@playwright/test";
import type { Person } from "./api.ts";
import { ready } from "./test.ts";
import type { CaseSummary, LicenceDetail } from "./wire.ts";

export const NO_CONNECTION = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/;

/** The service worker is at work and has what it keeps; the page would begin it when it has long been quiet. */
async function sheltered(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.register("/service-worker.js").then(() => navigator.serviceWorker.ready);
    if (active?.state !== "activated") {
      await new Promise((activated) => active?.addEventListener("statechange", activated));
    }
  });
}

/** A page with a connection, from where the service worker is at work. */
export async function openSheltered(page: Page, address = "/"): Promise<void> {
  await page.goto(address);
  await ready(page);
  await sheltered(page);
}

/** Sends the objection that was checked, without a connection: it waits on this device. */
export async function leaveWaiting(page: Page): Promise<void> {
  await page.getByRole("button", { name: "提交异议" }).click();
  await expect(page.getByText("已经记下，连上网络后自动提交")).toBeVisible();
}

export interface Kept {
  name: string;
  extractable?: boolean;
  text: string;
}

/** Everything that lies in the browser's database, as somebody with the device would find it. */
export function everythingKept(page: Page): Promise<Kept[]> {
  return page.evaluate(async () => {
    const settle = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const store = (await settle(indexedDB.open("mz", 1))).transaction("kept").objectStore("kept");
    const [names, values] = [await settle(store.getAllKeys()), await settle(store.getAll())];
    return values.map((value, at) => ({
      name: String(names[at]),
      extractable: value.key?.extractable,
      text: value.data ? new TextDecoder().decode(value.data) : "",
    }));
  });
}

/** What the server doesn't have yet. */
export async function waiting(page: Page): Promise<Kept[]> {
  return (await everythingKept(page)).filter(({ name }) => name.startsWith("waiting"));
}

export async function kept(page: Page, name: RegExp): Promise<void> {
  await expect.poll(async () => (await everythingKept(page)).some((one) => name.test(one.name))).toBe(true);
}

/** One case about this licence says these words, and it is the one under way. */
export async function filedOnce(holder: Person, licence: LicenceDetail, words: string): Promise<void> {
  const filed = await holder.all<CaseSummary>("/objections");
  const cases = await Promise.all(filed.map(({ id }) => holder.case(id)));
  expect(cases.filter((one) => one.licence.id === licence.id && one.explanation === words)).toHaveLength(1);
  expect((await holder.get<LicenceDetail>(`/licences/${licence.id}`)).open_objection).toBeDefined();
}
