// A power cut while 64 clients file: every filing that was answered is there, once, and the others can be sent again.
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Person } from "../../support/api.ts";
import { STAFF } from "../../support/people.ts";
import { kill, run, start, stop, type Running } from "../../support/server.ts";
import { expect, test as base } from "../../support/test.ts";
import type { CaseSummary, Notice, Receipt } from "../../support/wire.ts";

const CLIENTS = 64;
/** More than the clients send at once, so that many are on their way when the server dies. */
const FILINGS = 160;
/** After so many answers it dies. */
const ANSWERED = 50;

interface Filing {
  holder: number;
  licence: string;
  body: { draft: string; version: number };
  key: string;
  receipt?: Receipt;
}

const test = base.extend<{ startAgain: () => Promise<Running> }>({
  /** Starts a server on a demonstration of its own, the same at each start. */
  startAgain: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "mingzheng-kill-"));
    const environment = { MINGZHENG__DATABASE__URL: `sqlite:${join(folder, "mingzheng.db")}` };
    run(["demo"], environment);
    const started: Running[] = [];
    await use(async () => {
      const server = await start({ log: "kill", arguments: [], environment });
      started.push(server);
      return server;
    });
    await Promise.all(started.map(({ child }) => stop(child)));
    rmSync(folder, { recursive: true });
  },
});

test("after kill -9 while 64 clients file, every answered filing is there once, and a repeated one files once", async ({
  startAgain,
}) => {
  test.setTimeout(180_000);
  const first = await startAgain();
  const holders = await everybodyWhoObjected(first.url);
  const filings = await prepare(first.url, holders);
  expect(filings.length).toBeGreaterThanOrEqual(FILINGS);
  const people = await logIn(first.url, holders, filings);
  const queue = [...filings];
  let answered = 0;
  let clients: Promise<unknown> = Promise.resolve();
  const enough = new Promise<void>((reached) => {
    const client = async () => {
      for (let filing = queue.shift(); filing; filing = queue.shift()) {
        const answer = await people[filing.holder]!.send("POST", "/objections", {
          body: filing.body,
          key: filing.key,
        }).catch(() => undefined);
        if (answer === undefined) {
          return;
        }
        expect(answer.status(), await answer.text()).toBe(201);
        filing.receipt = (await answer.json()) as Receipt;
        answered += 1;
        if (answered === ANSWERED) {
          reached();
        }
      }
    };
    clients = Promise.all(Array.from({ length: CLIENTS }, client));
  });
  await Promise.race([enough, clients]);
  await kill(first.child);
  await clients;
  const done = filings.filter((filing) => filing.receipt);
  const open = filings.filter((filing) => !filing.receipt);
  expect(done.length).toBeGreaterThanOrEqual(ANSWERED);
  expect(open.length, "some were on their way").toBeGreaterThan(0);
  await Promise.all(people.map((person) => person?.dispose()));

  const second = await startAgain();
  const again = await logIn(second.url, holders, filings);
  await Promise.all(
    filings.map(async (filing) => {
      const person = again[filing.holder]!;
      if (filing.receipt) {
        await expectWhole(person, filing, filing.receipt);
      }
      const receipt = await person.post<Receipt>("/objections", filing.body, filing.key);
      expect(receipt).toEqual(filing.receipt ?? receipt);
      expect(await person.post<Receipt>("/objections", filing.body, filing.key)).toEqual(receipt);
      await expectWhole(person, filing, receipt);
      filing.receipt = receipt;
    }),
  );
  const numbers = filings.map((filing) => filing.receipt!.case_number);
  expect(new Set(numbers).size).toBe(filings.length);
  await expectTold(again, filings);
  await Promise.all(again.map((person) => person?.dispose()));
});

/** The case as its receipt promised it: its events, its clocks, and no second one. */
async function expectWhole(person: Person, filing: Filing, receipt: Receipt): Promise<void> {
  const detail = await person.case(receipt.id);
  expect(detail.case_number).toBe(receipt.case_number);
  expect(detail.licence.id).toBe(filing.licence);
  expect(detail.clocks).toEqual(receipt.clocks);
  expect(detail.clocks.map((clock) => clock.step).sort()).toEqual(["decide", "mark"]);
  expect(detail.history.map((entry) => entry.event)).toEqual([null, "receive"]);
  const listed = await person.all<CaseSummary>("/objections");
  expect(listed.filter((one) => one.id === receipt.id)).toHaveLength(1);
  expect(listed.filter((one) => one.case_number === receipt.case_number)).toHaveLength(1);
}

/** Each was told once that it was received. What the dead server was about to tell, the new one tells a little later. */
async function expectTold(people: (Person | undefined)[], filings: Filing[]): Promise<void> {
  for (const [place, person] of people.entries()) {
    const filed = filings.filter((filing) => filing.holder === place).map((filing) => filing.receipt!.id);
    await expect(async () => {
      const told = (await person?.all<Notice>("/notices")) ?? [];
      const received = told.filter(({ kind, objection }) => kind === "received" && filed.includes(objection));
      expect(received.map(({ objection }) => objection).sort()).toEqual([...filed].sort());
    }).toPass({ timeout: 45_000 });
  }
}

/** Whom the supervisor's queue knows: more people than the demonstration names. */
async function everybodyWhoObjected(url: string): Promise<string[]> {
  const supervisor = await Person.staff(url, STAFF.supervisor);
  const ids = await Promise.all(
    ["open", "finished"].map(async (filter) => {
      const cases = await supervisor.all<CaseSummary>("/desk/objections", { filter });
      // Somebody without an account lies under the case's own id.
      const holders = await Promise.all(cases.map(async ({ id }) => ({ id, holder: (await supervisor.case(id)).holder })));
      return holders.filter(({ id, holder }) => holder !== id).map(({ holder }) => holder);
    }),
  );
  await supervisor.dispose();
  return [...new Set(ids.flat())];
}

/** A draft for each licence that nothing is under way about, until there are enough. */
async function prepare(url: string, holders: string[]): Promise<Filing[]> {
  const filings: Filing[] = [];
  for (let from = 0; from < holders.length && filings.length < FILINGS; from += 8) {
    const some = holders.slice(from, from + 8).map(async (holder, place) => {
      const person = await Person.holder(url, holder);
      for (const licence of await person.freeLicences()) {
        const { id, version } = await person.draft(licence);
        filings.push({
          holder: from + place,
          licence: licence.id,
          body: { draft: id, version },
          key: randomUUID(),
        });
      }
      await person.dispose();
    });
    await Promise.all(some);
  }
  return filings;
}

/** Everybody who files, logged in, at their place in the list. */
async function logIn(url: string, holders: string[], filings: Filing[]): Promise<(Person | undefined)[]> {
  const needed = new Set(filings.map((filing) => filing.holder));
  return Promise.all(
    holders.map((holder, place) => (needed.has(place) ? Person.holder(url, holder) : undefined)),
  );
}
