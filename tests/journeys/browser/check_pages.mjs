// Opens every page in two widths and two colour schemes, and the API reference in all its states.
//
// Reads { baseUrl, chromium, modules, paths, client, screenshots } from standard input: `modules` is the folder that has
// node_modules; `screenshots`, a folder, may be missing. Writes { findings, tryOut, repeatedPosts }: a line for each thing
// that is wrong, and the responses to requests that the API reference sent.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const input = JSON.parse(readFileSync(0, "utf8"));
const require = createRequire(`${input.modules}/`);
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WIDTHS = [390, 1280];
const COLOR_SCHEMES = ["light", "dark"];
const DOCS = "/docs";
// Operations with, between them, every kind of input: path, query, choice, header and body.
const SAMPLE = [
  ["post", "/v1/incidents"],
  ["get", "/v1/incidents"],
  ["get", "/v1/subjects/{subject_id}/locator"],
];

const findings = [];
let tryOut = null;
let repeatedPosts = null;
// What axe-core and the screenshots do to a page violates its policy; only what the page does itself counts.
let checking = false;

async function checkState(page, state) {
  checking = true;
  await page.evaluate(axeSource);
  const { violations, width } = await page.evaluate(async () => ({
    violations: (await axe.run(document, { resultTypes: ["violations"] })).violations,
    width: document.documentElement.scrollWidth,
  }));
  for (const { id, help, nodes } of violations) {
    findings.push(`${state}: ${id} (${help}), ${nodes.length} times: ${nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`);
  }
  const available = page.viewportSize().width;
  if (width > available) findings.push(`${state}: ${width} pixels wide, ${available} available`);
  if (input.screenshots) {
    const name = state.replace(/[^a-z0-9]+/gi, "-");
    await page.screenshot({ path: `${input.screenshots}/${name}.png` });
  }
  checking = false;
}

function watch(page, state) {
  const report = (text) => findings.push(`${state}: ${text}`);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !checking && !isExpected(message)) report(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => report(`script error: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 400 && !mayFail(response.url())) report(`${response.status()} for ${response.url()}`);
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== "data:" && origin !== input.baseUrl) report(`request to ${request.url()}`);
  });
}

// The 404 page, and the token request with a wrong secret. The browser reports their status as an error.
function mayFail(address) {
  return ["/no-such-page", "/oauth/token"].includes(new URL(address).pathname);
}

function isExpected(message) {
  return message.text().startsWith("Failed to load resource") && mayFail(message.location().url);
}

async function checkDocs(page, state) {
  await page.locator(".opblock").first().waitFor();
  await checkState(page, state);

  await page.getByRole("button", { name: "Authorize" }).click();
  const dialog = page.getByRole("dialog", { name: "Authorize" });
  await dialog.waitFor();
  await checkState(page, `${state}, dialog`);
  await dialog.getByLabel("client_id").fill(input.client.client_id);
  await dialog.getByLabel("client_secret").fill("wrong");
  await dialog.getByRole("button", { name: "Authorize", exact: true }).click();
  await dialog.getByText("Auth error", { exact: false }).waitFor();
  await checkState(page, `${state}, refused`);
  await dialog.getByLabel("client_secret").fill(input.client.client_secret);
  await dialog.getByRole("button", { name: "Authorize", exact: true }).click();
  await dialog.getByText("Authorized").waitFor();
  await checkState(page, `${state}, authorized`);
  await dialog.locator(".btn-done").click();

  await openOperation(page, "get", "/v1/me");
  tryOut = await send(page, "get", "/v1/me");
  await checkState(page, `${state}, executed`);

  for (const [method, path] of SAMPLE) await openOperation(page, method, path);
  repeatedPosts ??= [await send(page, "post", "/v1/incidents"), await send(page, "post", "/v1/incidents")];
  await checkState(page, `${state}, forms`);
  await clickAll(page, ".opblock button[aria-selected=false]");
  await page.locator(".models-control").first().click();
  await page.locator(".models .json-schema-2020-12-accordion").first().click();
  await checkState(page, `${state}, schemas`);
}

function findOperation(page, method, path) {
  return page.locator(`.opblock-${method}`).filter({ has: page.locator(`[data-path="${path}"]`) });
}

async function openOperation(page, method, path) {
  const operation = findOperation(page, method, path);
  await operation.locator(".opblock-summary-control").click();
  await operation.getByRole("button", { name: "Try it out" }).click();
}

async function send(page, method, path) {
  const operation = findOperation(page, method, path);
  const [response] = await Promise.all([
    page.waitForResponse((candidate) => new URL(candidate.url()).pathname === path),
    operation.getByRole("button", { name: "Execute" }).click(),
  ]);
  const shown = operation.locator(".live-responses-table .response-col_description pre").first();
  await shown.waitFor();
  return { status: response.status(), body: await response.json(), shown: await shown.innerText() };
}

async function clickAll(page, selector) {
  await page.evaluate((all) => document.querySelectorAll(all).forEach((node) => node.click()), selector);
  await page.waitForTimeout(500);
}

const browser = await chromium.launch({
  executablePath: input.chromium,
  chromiumSandbox: process.getuid() !== 0,
  // Every name but the loopback leads nowhere.
  args: ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-gpu"],
});
try {
  for (const width of WIDTHS) {
    for (const colorScheme of COLOR_SCHEMES) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce" });
      for (const path of input.paths) {
        const page = await context.newPage();
        const state = `${path}, ${width}, ${colorScheme}`;
        watch(page, state);
        await page.goto(input.baseUrl + path, { waitUntil: "load" });
        await (path === DOCS ? checkDocs(page, state) : checkState(page, state));
        await page.close();
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify({ findings, tryOut, repeatedPosts }));
