// Whatever somebody sends to whichever operation: a clear problem, and never a fault of ours.
import { randomUUID } from "node:crypto";
import { type Asked, Person } from "../../support/api.ts";
import { png } from "../../support/files.ts";
import { named, operations, type Operation } from "../../support/openapi.ts";
import { CITIZEN, MARKET_CODE, STAFF } from "../../support/people.ts";
import { expectProblem } from "../../support/problem.ts";
import { expect, test } from "../../support/test.ts";

const LONGEST_BODY = 256 * 1024;
/** What staff have no part in. */
const OF_CITIZENS = /^\/(session\/(citizen|acting)|drafts.*|complaints|objections|objections\/\{id\}\/(supplement|withdraw|review))$/;

/** What is for other systems, which have a key for one thing. */
const OF_MACHINES = /^\/(work-orders|agency-objections)/;

/** Both kinds of systems, by the path that each may use. */
async function machines(url: string): Promise<(path: string) => Person | undefined> {
  const orders = await Person.machine(url, "work-orders", MARKET_CODE);
  const objections = await Person.machine(url, "agency-objections", MARKET_CODE);
  return (path) => {
    if (!OF_MACHINES.test(path)) {
      return undefined;
    }
    return path.startsWith("/work-orders") ? orders : objections;
  };
}

/** Somebody who acts for a company. */
async function acting(citizen: (name: string) => Promise<Person>): Promise<Person> {
  const person = await citizen(CITIZEN.represents);
  const { who } = await person.get<{ who: { companies: { holder: string }[] } }>("/session");
  await person.put("/session/acting", { company: who.companies[0]!.holder });
  return person;
}

test("no operation that takes JSON is upset by what is no JSON, or not the right one", async ({
  server,
  citizen,
  staff,
}) => {
  test.slow();
  const all = (await operations(server.url)).filter((operation) => operation.takesJson);
  expect(all.length).toBeGreaterThan(10);
  const [holder, representative, handler] = [
    await citizen(CITIZEN.mixed),
    await acting(citizen),
    await staff(STAFF.handler),
  ];
  const machine = await machines(server.url);
  const whose = ({ path }: Operation) => {
    const system = machine(path);
    if (system) {
      return system;
    }
    if (path.startsWith("/agents")) {
      return representative;
    }
    return OF_CITIZENS.test(path) ? holder : handler;
  };
  const json = { "content-type": "application/json" };
  const bodies = [
    { headers: json, body: Buffer.from("{") },
    { headers: json, body: Buffer.from("") },
    { headers: json, body: Buffer.from("null") },
    { headers: json, body: Buffer.from("[]") },
    { headers: json, body: Buffer.from('"version"') },
    { headers: json, body: Buffer.from('{"version":"一"}') },
    { headers: json, body: Buffer.from('{"version":1e400,"draft":[[[[[[[[]]]]]]]]}') },
    { headers: json, body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]) },
    { headers: json, body: Buffer.from("[".repeat(50_000)) },
    { headers: json, body: Buffer.from('{"unheard-of":true}') },
    { headers: { "content-type": "text/plain" }, body: Buffer.from('{"version":1}') },
    { headers: {}, body: Buffer.from('{"version":1}') },
  ];
  const huge = { headers: json, body: Buffer.from(`{"q":"${"x".repeat(LONGEST_BODY)}"}`) };
  // One extractor reads them all: every operation gets each third body, so that every three get all of them.
  for (const [place, operation] of all.entries()) {
    const send = (asked: Asked) => whose(operation).send(operation.method, filled(operation), asked);
    const its = bodies.filter((_, at) => at % 3 === place % 3);
    await Promise.all(its.map(async (body) => expectProblem(await send(body), "malformed")));
    // A message of an issuer's system may carry a thousand licences.
    const refused = operation.path.endsWith("licences:batch") ? "malformed" : "too-large";
    await expectProblem(await send(huge), refused);
  }
});

test("no operation is upset by an id that is none, or by one that nobody has", async ({ server, citizen, staff }) => {
  // Every operation with every odd id, and as everybody: a thousand requests.
  test.slow();
  const withId = (await operations(server.url)).filter(({ path }) => path.includes("{"));
  const handler = await staff(STAFF.handler);
  const others = [
    await citizen(CITIZEN.mixed),
    await acting(citizen),
    await staff(STAFF.approver),
    await staff(STAFF.supervisor),
  ];
  const machine = await machines(server.url);
  const none = ["1", "%00", "%2e%2e%2f", "'%20OR%201=1--", randomUUID(), "x".repeat(3000)];
  for (const operation of withId) {
    const tries = [
      ...none.map((id) => ({ person: machine(operation.path) ?? handler, id })),
      ...others.flatMap((person) => [randomUUID(), "1"].map((id) => ({ person, id }))),
    ];
    const sent = tries.map(async ({ person, id }) => {
      const path = operation.path.replace(/\{\w+\}/g, id);
      const answer = await person.send(operation.method, path, bodyOf(operation));
      return expectProblem(answer, "not-found", "forbidden", "malformed", "invalid");
    });
    const codes = (await Promise.all(sent)).map(({ code }) => code);
    expect(codes, named(operation)).toContain("not-found");
  }
});

test("an impossible question about a list is refused, and an odd one finds nothing", async ({ citizen, staff }) => {
  const holder = await citizen(CITIZEN.mixed);
  const clerk = await staff(STAFF.handler);
  for (const [person, path] of [
    [holder, "/licences"],
    [holder, "/objections"],
    [holder, "/notices"],
    [clerk, "/desk/objections"],
    [clerk, "/notices"],
    [clerk, "/desk/licences"],
    [clerk, "/imports"],
    [clerk, "/catalogue"],
  ] as const) {
    for (const query of ["limit=0", "limit=-1", "limit=101", "limit=many", "cursor=nonsense", "cursor=%FF", "cursor=e30"]) {
      await expectProblem(await person.send("GET", `${path}?${query}`), "malformed", "invalid");
    }
  }
  await expectProblem(await clerk.send("GET", "/desk/objections?filter=everything"), "malformed");
  await expectProblem(await holder.send("GET", "/licences?q=%00"), "malformed");
  for (const q of ["%", "_", "'", "\\", "营业执照' OR '1'='1", "😀"]) {
    const answer = await holder.send("GET", `/licences?q=${encodeURIComponent(q)}`);
    expect(answer.status(), q).toBe(200);
    expect((await answer.json()).items, q).toEqual([]);
  }
});

test("an address or a method that there is not is a problem too", async ({ citizen }) => {
  const holder = await citizen(CITIZEN.mixed);
  await expectProblem(await holder.send("GET", "/nothing"), "not-found");
  await expectProblem(await holder.send("GET", "/api/v2/licences"), "not-found");
  for (const method of ["PATCH", "PUT", "DELETE", "POST"]) {
    await expectProblem(await holder.send(method, "/licences"), "method-not-allowed");
  }
});

test("a key that is missing, or is none, is refused by every operation that needs one", async ({
  server,
  citizen,
  staff,
}) => {
  const keyed = (await operations(server.url)).filter((operation) => operation.isKeyed);
  expect(keyed.length).toBeGreaterThan(8);
  const people = [await citizen(CITIZEN.mixed), await acting(citizen), await staff(STAFF.handler)];
  const machine = await machines(server.url);
  for (const operation of keyed) {
    const codes = await Promise.all(
      ["", "1", "not-a-key"].flatMap((key) =>
        [...people, machine(operation.path) ?? []].flat().map(async (person) => {
          const asked = { ...bodyOf(operation), headers: { "idempotency-key": key } };
          const answer = await person.send(operation.method, filled(operation), asked);
          return (await expectProblem(answer, "malformed", "forbidden")).code;
        }),
      ),
    );
    expect(codes, named(operation)).toContain("malformed");
  }
});

function filled({ path }: Operation): string {
  return path.replace("{means}", "mail").replace(/\{\w+\}/g, randomUUID());
}

/** A body that can be read, for operations that need one. */
function bodyOf({ takesFile, takesJson, readable }: Operation) {
  if (takesFile) {
    return { multipart: { file: { name: "a.png", mimeType: "image/png", buffer: png() } } };
  }
  return takesJson ? { body: readable } : {};
}
