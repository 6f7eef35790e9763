// Whoever asks from elsewhere, or guesses: refused, and nothing leaked.
import { Person } from "../../support/api.ts";
import { CITIZEN } from "../../support/people.ts";
import { expectProblem } from "../../support/problem.ts";
import { expect } from "../../support/test.ts";
import type { Draft } from "../../support/wire.ts";
import { test } from "../../support/writing.ts";

test("a request that another site makes a browser send is refused", async ({ server, writing: { holder, draft } }) => {
  const body = { draft: draft.id, version: draft.version };
  const elsewhere: Record<string, string>[] = [
    { origin: "https://elsewhere.example" },
    { origin: "null" },
    { origin: server.url.replace("127.0.0.1", "localhost") },
    { origin: "https://elsewhere.example", "sec-fetch-site": "same-site" },
  ];
  for (const headers of elsewhere) {
    const answer = await holder.send("POST", "/objections", { body, headers });
    await expectProblem(answer, "cross-site");
  }
  // Our cookie without an origin: with what browsers say instead, and with not a word, which no browser does.
  const { cookies } = await holder.context.storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const withoutOrigin: Record<string, string>[] = [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }, {}];
  for (const headers of withoutOrigin) {
    const answer = await fetch(`${server.url}/api/v1/drafts/${draft.id}`, {
      method: "DELETE",
      headers: { ...headers, cookie },
    });
    expect(answer.status).toBe(403);
    expect((await answer.json()).code).toBe("cross-site");
  }
  expect((await holder.get<Draft>(`/drafts/${draft.id}`)).version).toBe(draft.version);
  const read = await holder.send("GET", "/licences", { headers: { origin: "https://elsewhere.example" } });
  expect(read.headers()["access-control-allow-origin"]).toBeUndefined();
});

test("guessing a password is slowed down, and a wrong name looks like a wrong password", async ({ server }) => {
  const nobody = await Person.nobody(server.url);
  // An account that no journey plays.
  const guess = (username: string) =>
    nobody.send("POST", "/session/staff", { body: { username, password: "wrong-password-1" } });
  const unknown = await expectProblem(await guess("no-such-account"), "wrong-credentials");
  const known = await expectProblem(await guess("nonglin-jingban2"), "wrong-credentials");
  expect({ ...known, request_id: "" }).toEqual({ ...unknown, request_id: "" });
  for (let tries = 1; tries < 5; tries += 1) {
    await expectProblem(await guess("nonglin-jingban2"), "wrong-credentials");
  }
  const locked = await guess("nonglin-jingban2");
  await expectProblem(locked, "too-many-requests");
  expect(Number(locked.headers()["retry-after"])).toBeGreaterThan(0);
  await nobody.dispose();
});

test("every answer of the API, also a refused one, is kept nowhere and guards itself", async ({ server, citizen }) => {
  const holder = await citizen(CITIZEN.mixed);
  const nobody = await Person.nobody(server.url);
  for (const answer of [
    await holder.send("GET", "/licences"),
    await nobody.send("GET", "/licences"),
    await holder.send("GET", "/nothing"),
  ]) {
    expect(answer.headers()["cache-control"]).toBe("no-store");
    expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers()["content-security-policy"]).toContain("default-src 'none'");
  }
  await nobody.dispose();
});
