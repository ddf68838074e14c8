// Starts Swagger UI on the API reference, and repairs what its release leaves inaccessible.
"use strict";

const KEY_HEADER = "Idempotency-Key";

const root = document.getElementById("swagger-ui");

// Swagger UI's own layout repeats the page's heading, shows a list of one server, and has a second <main>.
function ReferencePlugin({ React }) {
  const element = React.createElement;
  function ReferenceLayout({ getComponent, specSelectors }) {
    const status = specSelectors.loadingStatus();
    const Errors = getComponent("errors", true);
    if (status !== "success") {
      const text = status === "failed" ? "The contract could not be loaded." : "Loading the contract.";
      return element("div", { className: "swagger-ui" }, element("p", { role: "status" }, text), element(Errors));
    }
    const parts = ["AuthorizeBtnContainer", "operations", "Models"].map((name) =>
      element(getComponent(name, true), { key: name }));
    return element("div", { className: "swagger-ui" }, element(Errors), ...parts);
  }
  // A link inside a button cannot be reached; the button changes the address by itself.
  const DeepLink = ({ text }) => element("span", null, text);
  const updateJsonSpec = (original) => (contract) =>
    original(withSameOrigin(withoutReferenceExamples(withoutFilterExamples(contract))));
  return { components: { ReferenceLayout, DeepLink }, statePlugins: { spec: { wrapActions: { updateJsonSpec } } } };
}

// Swagger UI fills a form with all examples: a list would begin with every filter set, and be empty.
function withoutFilterExamples(contract) {
  for (const { in: place, required, schema } of listParameters(contract)) {
    if (place === "query" && !required) delete schema.example;
  }
  return contract;
}

// A reference may be used once only: without it, the example of a request succeeds again when it is sent again.
function withoutReferenceExamples(contract) {
  for (const { requestBody } of listOperations(contract)) {
    for (const { example } of Object.values(requestBody?.content ?? {})) delete example?.external_id;
  }
  return contract;
}

// The page may be open under another name of the server than the one in the contract, such as localhost.
function withSameOrigin(contract) {
  contract.servers = [{ url: "/" }];
  const { clientCredentials } = contract.components.securitySchemes.oauth.flows;
  clientCredentials.tokenUrl = new URL(clientCredentials.tokenUrl).pathname;
  return contract;
}

function listOperations(contract) {
  return Object.values(contract.paths ?? {}).flatMap((path) => Object.values(path));
}

function listParameters(contract) {
  return listOperations(contract).flatMap((operation) => operation.parameters ?? []);
}

function prepareRequest(request, getContract) {
  // With credentials, a refused client would make the browser ask for a name and a password in a dialog of its own.
  request.credentials = "omit";
  // The contract's example of the key may be used once only: replace it by a fresh one, keep what the reader typed.
  const key = request.headers?.[KEY_HEADER];
  if (key && findExampleKeys(getContract()).includes(key)) request.headers[KEY_HEADER] = crypto.randomUUID();
  return request;
}

function findExampleKeys(contract) {
  return listParameters(contract).filter(({ name }) => name === KEY_HEADER).map(({ example }) => example);
}

// Each repair: a selector, and what to set on every element that matches it.
const repairs = [
  // What scrolls must be reachable by keyboard.
  ["pre", (node) => node.setAttribute("tabindex", "0")],
  // Response tables claim to be regions, but have no names and are too many to be landmarks.
  ["table[role=region]", (node) => node.removeAttribute("role")],
  [".opblock-control-arrow", (node) => node.setAttribute("aria-hidden", "true")],
  [".expand-operation", (node) => label(node, `Operations on ${node.closest("[data-tag]").dataset.tag}`)],
  [".parameters select, .parameters input:not([type=checkbox])", (node) => label(node, nameOfParameter(node))],
  [".body-param textarea", (node) => label(node, "Request body")],
  [".copy-to-clipboard[aria-label]", (node) => node.removeAttribute("aria-label")],
  [".errors__title", (node) => node.setAttribute("aria-level", "3")],
  [".modal-ux", makeDialog],
  [".modal-ux h6", (node) => node.setAttribute("aria-level", "5")],
  [".modal-ux .scopes h2", (node) => node.setAttribute("aria-level", "5")],
  [".modal-ux .scopes h2 a", makeButton],
  [".modal-ux button[aria-label]:not(.close-modal)", (node) => node.removeAttribute("aria-label")],
];

function label(node, text) {
  if (node.getAttribute("aria-label") !== text) node.setAttribute("aria-label", text);
}

function nameOfParameter(node) {
  return node.closest("[data-param-name]")?.dataset.paramName ?? "Value";
}

function makeButton(node) {
  if (node.getAttribute("role") === "button") return;
  node.setAttribute("role", "button");
  node.setAttribute("tabindex", "0");
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      node.click();
    }
  });
}

// The rest of the page is inert while the dialog is open, and gets the focus back when it closes.
function makeDialog(node) {
  if (node.getAttribute("role") === "dialog") return;
  const opener = document.activeElement;
  node.setAttribute("role", "dialog");
  node.setAttribute("aria-modal", "true");
  label(node, "Authorize");
  label(node.querySelector(".close-modal"), "Close");
  (node.querySelector("input") ?? node.querySelector("button")).focus();
  node.addEventListener("keydown", (event) => keepFocusInside(node, event));
  new MutationObserver((_, observer) => {
    if (node.isConnected) return;
    observer.disconnect();
    opener?.focus();
  }).observe(root, { childList: true, subtree: true });
}

function keepFocusInside(dialog, event) {
  if (event.key !== "Tab") return;
  const focusable = [...dialog.querySelectorAll("button, input, select, textarea, [tabindex='0']")];
  const edge = event.shiftKey ? focusable[0] : focusable.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? focusable.at(-1) : focusable[0]).focus();
}

function repair() {
  for (const [selector, mend] of repairs) root.querySelectorAll(selector).forEach(mend);
}

new MutationObserver(repair).observe(root, { childList: true, subtree: true });

const ui = SwaggerUIBundle({
  url: root.dataset.contract,
  domNode: root,
  layout: "ReferenceLayout",
  plugins: [ReferencePlugin],
  deepLinking: true,
  validatorUrl: null,
  syntaxHighlight: false,
  defaultModelsExpandDepth: 0,
  defaultModelRendering: "example",
  requestInterceptor: (request) => prepareRequest(request, () => ui.specSelectors.specJson().toJS()),
});
