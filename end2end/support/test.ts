// `test` with a demonstration of its own for each worker, and with an ear for what browsers complain about.
import { test as base, type BrowserContext, type Page } from "@playwright/test";
import { Person } from "./api.ts";
import { start, stop } from "./server.ts";

export { expect } from "@playwright/test";

/** Everything that pages have complained about: errors, refusals of the content policy, failed requests. */
export class Complaints {
  readonly heard: string[] = [];
  private readonly expected: RegExp[] = [];

  async listen(context: BrowserContext): Promise<void> {
    await context.exposeFunction("complainOfPolicy", (what: string) => this.hear(what));
    await context.addInitScript(() => {
      const { complainOfPolicy } = window as unknown as { complainOfPolicy: (what: string) => void };
      // Some of what the policy refuses is told nowhere else.
      addEventListener("securitypolicyviolation", (told) => {
        complainOfPolicy(`policy: ${told.violatedDirective} ${told.blockedURI} ${told.sourceFile}:${told.lineNumber}`);
      });
    });
    context.on("weberror", (error) => this.hear(String(error.error())));
    context.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        this.hear(`${message.text()} ${message.location().url}`);
      }
    });
  }

  /** No cookie can be read by scripts or goes along from another site. */
  async judgeCookies(context: BrowserContext): Promise<void> {
    for (const cookie of await context.cookies()) {
      if (!cookie.httpOnly || cookie.sameSite === "None" || cookie.path !== "/") {
        this.hear(`cookie: ${cookie.name} ${cookie.sameSite} ${cookie.path}`);
      }
    }
  }

  /** This one is part of the story. */
  expect(complaint: RegExp): void {
    this.expected.push(complaint);
  }

  private hear(complaint: string): void {
    if (!this.expected.some((expected) => expected.test(complaint))) {
      this.heard.push(complaint);
    }
  }
}

interface Fixtures {
  /** A test in whose pages anything is complained about fails. */
  complaints: Complaints;
  /** A citizen, logged in by request. */
  citizen: (name: string) => Promise<Person>;
  /** One of the staff, logged in by request. */
  staff: (username: string) => Promise<Person>;
  /** The browser goes on as this person. */
  become: (person: Person, page?: Page) => Promise<void>;
  /** A window of the desk's size in a browser of its own. */
  openDesk: (person?: Person) => Promise<Page>;
}

export const test = base.extend<Fixtures, { server: { url: string } }>({
  server: [
    async ({}, use, worker) => {
      const log = `server-${worker.project.name}-${worker.workerIndex}`;
      const { child, url } = await start({ log, arguments: ["--demo"] });
      try {
        await use({ url });
      } finally {
        await stop(child);
      }
    },
    { scope: "worker", timeout: 70_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  complaints: [
    async ({}, use) => {
      const complaints = new Complaints();
      await use(complaints);
      base.expect(complaints.heard).toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, complaints }, use) => {
    await complaints.listen(context);
    await use(context);
    await complaints.judgeCookies(context);
  },
  citizen: async ({ server }, use) => {
    await disposing((name: string) => Person.citizen(server.url, name), use);
  },
  staff: async ({ server }, use) => {
    await disposing((username: string) => Person.staff(server.url, username), use);
  },
  become: async ({ page }, use) => {
    await use(async (person, other = page) => {
      // So that nothing that the page before still asks for is asked in the new one's name.
      await other.goto("about:blank");
      await logIn(person, other);
    });
  },
  openDesk: async ({ browser, server, complaints, become }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (person) => {
      const context = await browser.newContext({
        baseURL: server.url,
        viewport: { width: 1280, height: 800 },
        deviceScaleFactor: 1,
        isMobile: false,
        hasTouch: false,
        locale: "zh-CN",
        timezoneId: "Asia/Shanghai",
      });
      opened.push(context);
      await complaints.listen(context);
      const page = await context.newPage();
      if (person) {
        await become(person, page);
      }
      return page;
    });
    await Promise.all(opened.map((context) => complaints.judgeCookies(context)));
    await Promise.all(opened.map((context) => context.close()));
  },
});

/** The browser is this person's from now on, on the page where it is. */
export async function logIn(person: Person, page: Page): Promise<void> {
  const { cookies } = await person.context.storageState();
  await page.context().addCookies(cookies);
}

/** The screen shows what it is for. */
export async function ready(page: Page): Promise<void> {
  await base.expect(page.locator("main[data-ready]")).toBeVisible();
}

async function disposing<T>(
  make: (name: T) => Promise<Person>,
  use: (make: (name: T) => Promise<Person>) => Promise<void>,
): Promise<void> {
  const made: Person[] = [];
  await use(async (name) => {
    const person = await make(name);
    made.push(person);
    return person;
  });
  await Promise.all(made.map((person) => person.dispose()));
}

/** There nothing that can be pressed lies half under the ways at the foot of a phone's window. */
export async function toTheEnd(page: Page): Promise<void> {
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
}
