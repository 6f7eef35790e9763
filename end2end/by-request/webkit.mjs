// The citizen's story in WebKit, as far as its driver goes: `node webkit.mjs URL` against a demonstration.
// Xvfb and WebKitWebDriver are started here and ended by their own handles: `xvfb-run` leaves both behind.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { Builder, By, Capabilities, until } from "selenium-webdriver";

const [url] = process.argv.slice(2);
const AXE = readFileSync(createRequire(new URL("../package.json", import.meta.url)).resolve("axe-core/axe.min.js"), "utf8");
const PATIENCE = 30_000;
const WORDS = "门牌号与租赁合同不一致，请按合同更正。";

/** How many records lie in the browser's database. */
const COUNT_KEPT = `
  const done = arguments[0];
  const opening = indexedDB.open("mz", 1);
  opening.onsuccess = () => {
    const counting = opening.result.transaction("kept").objectStore("kept").count();
    counting.onsuccess = () => done(counting.result);
  };
`;

const ended = [];
let passed = 0;
try {
  const driver = await open();
  const { step, find, press, fill, axe } = tools(driver);
  await step("logs in", async () => {
    await driver.get(`${url}/`);
    await axe();
    await press("//button[contains(@class, 'person')][1]");
    await find("//h1[text()='我的证照']");
    await find("//article");
    await axe();
  });
  await step("opens a licence and its objection", async () => {
    const { id } = await free(driver);
    await driver.get(`${url}/licences/${id}`);
    await find("//h2[text()='照面信息']");
    await axe();
    await press("//main//a[text()='提出异议']");
    await find("//h1[text()='哪些内容有误？']");
    await axe();
  });
  await step("writes it, and a reload in the middle loses nothing", async () => {
    await press("//main//input[@type='checkbox']");
    await press("//button[text()='下一步']");
    await find("//h1[text()='正确的内容是什么？']");
    await fill("//main//form//*[self::input or self::textarea]", "兰州新区纬三路 158 号");
    await find("//p[@role='status'][starts-with(., '已保存')]");
    await driver.navigate().refresh();
    const field = await find("//main//form//*[self::input or self::textarea]");
    same(await field.getAttribute("value"), "兰州新区纬三路 158 号");
    await axe();
    await press("//button[text()='下一步']");
    await find("//h1[text()='为什么这样认为？']");
    await press("//main//input[@type='radio']");
    await fill("//*[@id='explanation']", WORDS);
    await axe();
    await press("//button[text()='下一步']");
  });
  await step("checks and files it, once", async () => {
    await find("//h1[text()='核对后提交']");
    await axe();
    await press("//button[text()='提交异议']");
    await find("//h1[text()='您的异议已提交']");
    await axe();
    const { items } = await answer(driver, "/api/v1/objections");
    const cases = await Promise.all(items.map(({ id }) => answer(driver, `/api/v1/objections/${id}`)));
    same(cases.filter(({ explanation }) => explanation === WORDS).length, 1);
  });
  await step("withdraws it", async () => {
    await press("//a[text()='查看进展']");
    await press("//main//button[text()='撤回异议']");
    await press("//dialog//button[text()='撤回异议']");
    await find("//*[text()='您的异议已撤回']");
    await axe();
  });
  await step("logs out, and nothing is kept", async () => {
    await driver.get(`${url}/me`);
    await press("//button[text()='退出登录']");
    await find("//h1[text()='登录']");
    same(await driver.executeAsyncScript(COUNT_KEPT), 0);
  });
  console.log(`${passed} passed, 0 failed`);
} catch (problem) {
  console.log(problem);
  console.log(`${passed} passed, 1 failed`);
  process.exitCode = 1;
} finally {
  for (const end of ended.reverse()) await end();
}

async function open() {
  const screen = await starting("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], true);
  const port = await freePort();
  await starting("WebKitWebDriver", ["--host=127.0.0.1", `--port=${port}`], false, { DISPLAY: `:${screen}` });
  const browser = {
    binary: process.env.MINIBROWSER ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
    args: ["--automation", "--full-screen"],
  };
  const wanted = new Capabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": browser });
  for (let left = 100; ; left -= 1) {
    if (await fetch(`http://127.0.0.1:${port}/status`).then(({ ok }) => ok, () => false)) break;
    if (left === 0) throw new Error("WebKitWebDriver did not start");
    await pause(50);
  }
  const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(wanted).build();
  ended.push(() => driver.quit());
  await driver.manage().window().setRect({ width: 390, height: 844, x: 0, y: 0 });
  return driver;
}

async function starting(program, args, tells, environment = {}) {
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "ignore", "pipe"], env: { ...process.env, ...environment } });
  ended.push(async () => {
    const gone = child.exitCode === null ? once(child, "exit") : undefined;
    child.kill();
    await gone;
  });
  return tells ? String((await once(child.stdio[3], "data"))[0]).trim() : "";
}

function tools(driver) {
  const find = (path) => driver.wait(until.elementLocated(By.xpath(path)), PATIENCE, path);
  const press = async (path) => {
    const element = await find(path);
    await driver.executeScript("arguments[0].scrollIntoView({ block: 'center' })", element);
    await element.click();
  };
  const fill = async (path, text) => {
    const element = await find(path);
    await element.clear();
    await element.sendKeys(text);
  };
  const axe = async () => {
    await driver.executeScript(AXE);
    // What is still fading in has not its colours yet.
    await driver.executeAsyncScript("Promise.all(document.getAnimations().filter(({ effect }) => effect.getComputedTiming().iterations !== Infinity).map(({ finished }) => finished)).then(() => arguments[0]())");
    const violations = await driver.executeAsyncScript("axe.run().then((result) => arguments[0](result.violations.map(({ id, nodes }) => id + ' ' + nodes[0].html)))");
    same(JSON.stringify(violations), "[]");
  };
  const step = async (name, work) => {
    await work();
    passed += 1;
    console.log(`ok ${name}`);
  };
  return { step, find, press, fill, axe };
}

function answer(driver, path) {
  return driver.executeAsyncScript("fetch(arguments[0]).then((answer) => answer.json()).then(arguments[1])", path);
}

/** One of the licences that nothing is under way about. */
async function free(driver) {
  const { items } = await answer(driver, "/api/v1/licences");
  for (const { id } of items) {
    const licence = await answer(driver, `/api/v1/licences/${id}`);
    if (licence.may_object && !licence.open_objection && !licence.draft) return licence;
  }
  throw new Error("there is nothing to object to");
}

function same(found, wanted) {
  if (found !== wanted) throw new Error(`${JSON.stringify(found)} is not ${JSON.stringify(wanted)}`);
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}
