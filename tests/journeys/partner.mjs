// A partner's program that uses none of our code, only the JavaScript that comes with Node.
// Reads {base_url, client} from standard input; prints two token statuses and the change feed as one line of JSON.
import { webcrypto as crypto } from "node:crypto";
import { readFileSync } from "node:fs";

const { base_url, client } = JSON.parse(readFileSync(0, "utf8"));
const encode = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

async function signAssertion(audience) {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const { kid, ...jwk } = client.private_key_jwk;
  const key = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["sign"]);
  const now = Math.floor(Date.now() / 1000);
  const parties = { iss: client.client_id, sub: client.client_id, aud: audience };
  const claims = { ...parties, jti: crypto.randomUUID(), iat: now, exp: now + 60 };
  const signingInput = `${encode({ alg: "ES256", kid })}.${encode(claims)}`;
  const signature = await crypto.subtle.sign(algorithm, key, Buffer.from(signingInput));
  return `${signingInput}.${Buffer.from(signature).toString("base64url")}`;
}

async function requestToken(metadata, assertion) {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion,
  });
  return fetch(metadata.token_endpoint, { method: "POST", body });
}

async function readFeed(headers) {
  const entries = [];
  for (let cursor = "", more = true; more; ) {
    const response = await fetch(`${base_url}/v1/changes?limit=3${cursor && `&cursor=${cursor}`}`, { headers });
    const page = await response.json();
    entries.push(...page.data);
    [cursor, more] = [page.next_cursor, page.has_more];
  }
  return entries;
}

const metadata = await (await fetch(`${base_url}/.well-known/oauth-authorization-server`)).json();
const assertion = await signAssertion(metadata.issuer);
const first = await requestToken(metadata, assertion);
const second = await requestToken(metadata, assertion);
const headers = { Authorization: `Bearer ${(await first.json()).access_token}` };
const entries = await readFeed(headers);
console.log(JSON.stringify({ first_status: first.status, second_status: second.status, entries }));
