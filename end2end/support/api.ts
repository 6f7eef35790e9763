// The API as one person each, to prepare by requests what a journey is not about.
import { randomUUID } from "node:crypto";
import { request, type APIRequestContext, type APIResponse } from "@playwright/test";
import { CITIZEN, STAFF } from "./people.ts";
import type {
  CaseDetail,
  DemoAccounts,
  Draft,
  DraftBody,
  Evidence,
  LicenceDetail,
  LicenceSummary,
  Page,
  Receipt,
} from "./wire.ts";

export const API = "/api/v1";

/** A request that may be refused. */
export interface Asked {
  body?: unknown;
  /** The `Idempotency-Key`; a new one without it. */
  key?: string;
  headers?: Record<string, string>;
  multipart?: Record<string, { name: string; mimeType: string; buffer: Buffer }>;
  params?: Record<string, string>;
}

/** What a licence is for good: nothing is done with it any more. */
const ENDED = ["cancelled", "withdrawn", "revoked"];

/** Somebody, or nobody, who sends requests from our own pages' origin. */
export class Person {
  readonly url: string;
  readonly context: APIRequestContext;

  private constructor(url: string, context: APIRequestContext) {
    this.url = url;
    this.context = context;
  }

  static async nobody(url: string): Promise<Person> {
    const context = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
    return new Person(url, context);
  }

  /** One of the demonstration's citizens, by name. */
  static async citizen(url: string, name: string): Promise<Person> {
    const person = await Person.nobody(url);
    const { persons } = await person.get<DemoAccounts>("/demonstration");
    const found = persons.find((one) => one.name === name);
    if (!found) {
      throw new Error(`${name} is nobody of the demonstration`);
    }
    await person.post("/session/citizen", { ticket: found.holder });
    return person;
  }

  /** A holder of whom only the id is known. */
  static async holder(url: string, holder: string): Promise<Person> {
    const person = await Person.nobody(url);
    await person.post("/session/citizen", { ticket: holder });
    return person;
  }

  /** An account of the demonstration's staff. */
  static async staff(url: string, username: string): Promise<Person> {
    const person = await Person.nobody(url);
    const { staff } = await person.get<DemoAccounts>("/demonstration");
    const found = staff.find((one) => one.username === username);
    if (!found) {
      throw new Error(`${username} is no account of the demonstration`);
    }
    await person.post("/session/staff", { username, password: found.password });
    return person;
  }

  /** Another system, with a key for one thing in the name of an agency. */
  static async machine(url: string, purpose: string, agencyCode: string): Promise<Person> {
    const supervisor = await Person.staff(url, STAFF.supervisor);
    const asked = { agency_code: agencyCode, purpose, label: "对接系统" };
    const { secret } = await supervisor.post<{ secret: string }>("/machine-keys", asked);
    await supervisor.dispose();
    const extraHTTPHeaders = { origin: url, authorization: `Bearer ${secret}` };
    return new Person(url, await request.newContext({ baseURL: url, extraHTTPHeaders }));
  }

  /** Sends a request and answers whatever comes. */
  send(method: string, path: string, asked: Asked = {}): Promise<APIResponse> {
    const headers: Record<string, string> = { ...asked.headers };
    if (method === "POST" && !("idempotency-key" in headers)) {
      headers["idempotency-key"] = asked.key ?? randomUUID();
    }
    return this.context.fetch(path.startsWith("/api/") ? path : API + path, {
      method,
      headers,
      data: asked.body,
      multipart: asked.multipart,
      params: asked.params,
      timeout: 30_000,
    });
  }

  get<T>(path: string): Promise<T> {
    return this.must<T>("GET", path, {});
  }

  post<T>(path: string, body: unknown, key?: string): Promise<T> {
    return this.must<T>("POST", path, key === undefined ? { body } : { body, key });
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.must<T>("PUT", path, { body });
  }

  /** All rows of a list. */
  async all<T>(path: string, params: Record<string, string> = {}): Promise<T[]> {
    const rows: T[] = [];
    let cursor: string | undefined;
    do {
      const place: Record<string, string> = cursor === undefined ? {} : { cursor };
      const asked = { params: { ...params, ...place, limit: "100" } };
      const page: Page<T> = await this.must<Page<T>>("GET", path, asked);
      rows.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    return rows;
  }

  /** The holder's number, as the own licences show it. */
  async number(): Promise<string> {
    for (const { id } of await this.all<LicenceSummary>("/licences")) {
      const { face } = await this.get<LicenceDetail>(`/licences/${id}?reveal=true`);
      const found = face.find(({ value }) => /^\d{17}[\dX]$/.test(value));
      if (found) {
        return found.value;
      }
    }
    throw new Error("none of the licences shows the number");
  }

  /** Those of the holder's licences that nothing is under way about. */
  async freeLicences(): Promise<LicenceDetail[]> {
    const list = await this.all<LicenceSummary>("/licences");
    const details = list.map((licence) => this.get<LicenceDetail>(`/licences/${licence.id}`));
    const all = await Promise.all(details);
    return all.filter((licence) => !licence.draft && !licence.open_objection && !ENDED.includes(licence.status));
  }

  /** Opens a draft for a licence and writes everything that a filing needs. */
  async draft(licence: LicenceDetail, body: DraftBody = objectionTo(licence)): Promise<Draft> {
    const opened = await this.post<Draft>("/drafts", { licence: licence.id });
    return this.put<Draft>(`/drafts/${opened.id}`, { version: opened.version, body });
  }

  async file(draft: Draft, key?: string): Promise<Receipt> {
    const { version } = await this.get<Draft>(`/drafts/${draft.id}`);
    return this.post<Receipt>("/objections", { draft: draft.id, version }, key);
  }

  async upload(draft: Draft, name: string, buffer: Buffer): Promise<Evidence> {
    const file = { name, mimeType: "application/octet-stream", buffer };
    return this.must<Evidence>("POST", `/drafts/${draft.id}/evidence`, { multipart: { file } });
  }

  case(id: string): Promise<CaseDetail> {
    return this.get<CaseDetail>(`/objections/${id}`);
  }

  /** Does something to a case as it stands now. */
  async move(id: string, deed: string, more: object = {}): Promise<CaseDetail> {
    const { version } = await this.case(id);
    return this.post<CaseDetail>(`/objections/${id}/${deed}`, { version, ...more });
  }

  dispose(): Promise<void> {
    return this.context.dispose();
  }

  private async must<T>(method: string, path: string, asked: Asked): Promise<T> {
    const answer = await this.send(method, path, asked);
    if (!answer.ok()) {
      throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
    }
    return (answer.status() === 204 ? undefined : await answer.json()) as T;
  }
}

/** An objection to a field of the licence that shows no number of a person: its address or a business, if it has one. */
export function objectionTo(licence: LicenceDetail): DraftBody {
  const open = licence.face.filter((field) => !field.sensitive);
  const known = [HOUSE, BUSINESS].flatMap((kind) => open.filter(({ value }) => kind.test(value)));
  const field = known[0] ?? open[0];
  if (!field) {
    throw new Error(`${licence.type_name} has nothing to object to`);
  }
  return {
    claims: [{ key: field.key, claimed: claimOf(field.value) }],
    ground: "accuracy",
    explanation: `去办业务时，窗口说${field.label}与系统里的不一致。正确的是“${claimOf(field.value)}”，见附上的材料，请更正。`,
  };
}

/** A number of a shop or a flat. */
const HOUSE = /(\d+)(?=[铺室号])(?!.*\d+[铺室号])/;

/** How a small business is called at its end. */
const BUSINESS = /(经营部|服务部|工作室|商店)$/;

/** What somebody might say instead: a mistyped house number put right, a business called as it is now, an addition. */
function claimOf(value: string): string {
  if (HOUSE.test(value)) {
    return value.replace(HOUSE, (number) => `${Number(number) + 9}`);
  }
  return BUSINESS.test(value) ? value.replace(BUSINESS, "有限公司") : `${value}(兰州新区)`;
}

/** A licence of an agency that nothing is under way about, and its holder, logged in. */
export async function freeLicence(
  url: string,
  issuer?: string,
): Promise<{ holder: Person; licence: LicenceDetail }> {
  const nobody = await Person.nobody(url);
  const { persons } = await nobody.get<DemoAccounts>("/demonstration");
  await nobody.dispose();
  // Who has never objected to anything comes last: the whole story begins with one who has not.
  const all = persons.map(({ name }) => name).filter((name) => name !== CITIZEN.fresh);
  for (const name of [...all, CITIZEN.fresh]) {
    const holder = await Person.citizen(url, name);
    const licence = await freeOf(holder, issuer);
    if (licence) {
      return { holder, licence };
    }
    await holder.dispose();
  }
  return freeOfCrowd(url, issuer);
}

async function freeOf(holder: Person, issuer?: string): Promise<LicenceDetail | undefined> {
  const free = await holder.freeLicences();
  return free.find((one) => issuer === undefined || one.issuer_name === issuer);
}

/** Of those whom the demonstration doesn't name, found by their cases that are over: when its own have objected to all. */
async function freeOfCrowd(url: string, issuer?: string): Promise<{ holder: Person; licence: LicenceDetail }> {
  const supervisor = await Person.staff(url, STAFF.supervisor);
  const { items } = await supervisor.get<{ items: { id: string }[] }>("/desk/objections?filter=finished&limit=50");
  for (const { id } of items) {
    const holder = await Person.nobody(url);
    const ticket = (await supervisor.case(id)).holder;
    // Who objected by telephone has no account.
    const come = await holder.send("POST", "/session/citizen", { body: { ticket } });
    const licence = come.ok() ? await freeOf(holder, issuer) : undefined;
    if (licence) {
      await supervisor.dispose();
      return { holder, licence };
    }
    await holder.dispose();
  }
  throw new Error("every licence has an objection or a draft");
}
