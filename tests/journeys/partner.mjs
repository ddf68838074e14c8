// A partner that shares no line with the service: the JavaScript that comes with Node, and nothing else.
// Reads {base_url, client} from standard input and prints what it found as one line of JSON.
import { webcrypto as crypto } from "node:crypto";
import { readFileSync } from "node:fs";

const { base_url, client } = JSON.parse(readFileSync(0, "utf8"));
const encoded = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

async function assertion(audience) {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const { kid, ...jwk } = client.private_key_jwk;
  const key = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["sign"]);
  const now = Math.floor(Date.now() / 1000);
  const who = { iss: client.client_id, sub: client.client_id, aud: audience };
  const claims = { ...who, jti: crypto.randomUUID(), iat: now, exp: now + 60 };
  const signed = `${encoded({ alg: "ES256", kid })}.${encoded(claims)}`;
  const signature = await crypto.subtle.sign(algorithm, key, Buffer.from(signed));
  return `${signed}.${Buffer.from(signature).toString("base64url")}`;
}

async function token(server, proof) {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: proof,
  });
  return fetch(server.token_endpoint, { method: "POST", body });
}

async function feed(bearer) {
  const found = [];
  for (let cursor = "", more = true; more; ) {
    const answer = await fetch(`${base_url}/v1/changes?limit=3${cursor && `&cursor=${cursor}`}`, { headers: bearer });
    const page = await answer.json();
    found.push(...page.data);
    [cursor, more] = [page.next_cursor, page.has_more];
  }
  return found;
}

const server = await (await fetch(`${base_url}/.well-known/oauth-authorization-server`)).json();
const proof = await assertion(server.issuer);
const first = await token(server, proof);
const again = await token(server, proof);
const bearer = { Authorization: `Bearer ${(await first.json()).access_token}` };
const entries = await feed(bearer);
console.log(JSON.stringify({ first: first.status, again: again.status, entries }));
