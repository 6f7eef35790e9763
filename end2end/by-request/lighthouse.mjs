// Lighthouse on a phone's first visit and on a licence's page: `node lighthouse.mjs URL [CHROMIUM]` prints one JSON line.
// The second page is behind the log-in of the demonstration: the same browser is logged in before.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [url, chromium = "/usr/bin/chromium"] = process.argv.slice(2);
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const FIGURES = { "first-contentful-paint": "fcp_ms", "largest-contentful-paint": "lcp_ms", "total-blocking-time": "tbt_ms" };

const profile = mkdtempSync(join(tmpdir(), "lighthouse-"));
const chrome = await launch({
  chromePath: chromium,
  userDataDir: profile,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
try {
  const cookie = await logIn();
  const headers = { origin: url, cookie };
  const { items } = await (await fetch(`${url}/api/v1/licences`, { headers })).json();
  const licence = `${url}/licences/${items[0].id}`;
  const extraHeaders = { Cookie: cookie };
  const pages = [
    ["first visit", `${url}/`, {}],
    ["licence, nothing kept", licence, { extraHeaders }],
    // As one comes to it from the first screen, which has fetched its code.
    ["licence", licence, { extraHeaders, disableStorageReset: true }],
  ];
  const rows = [];
  for (const [name, address, how] of pages) {
    rows.push(await judge(name, address, how));
  }
  console.log(JSON.stringify(rows));
} finally {
  chrome.kill();
  rmSync(profile, { recursive: true, force: true });
}

async function judge(name, address, how) {
  const run = await lighthouse(address, { port: chrome.port, onlyCategories: CATEGORIES, ...how });
  const { categories, audits } = run.lhr;
  const row = { name };
  for (const category of CATEGORIES) {
    row[category] = Math.round(categories[category].score * 100);
  }
  for (const [audit, figure] of Object.entries(FIGURES)) {
    row[figure] = Math.round(audits[audit].numericValue);
  }
  const counted = CATEGORIES.slice(1).flatMap((category) => categories[category].auditRefs);
  row.missed = counted.map(({ id }) => audits[id]).filter(({ score }) => score !== null && score < 1).map(({ id, title }) => `${id}: ${title}`);
  return row;
}

async function logIn() {
  const { persons } = await (await fetch(`${url}/api/v1/demonstration`)).json();
  const answer = await fetch(`${url}/api/v1/session/citizen`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ ticket: persons[0].holder }),
  });
  return answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
}
