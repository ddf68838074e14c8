// Signs in with the OAuth libraries openid-client and oauth4webapi, with their defaults.
//
// Reads { baseUrl, modules, school, platform } from standard input: `modules` is the folder that has node_modules, the
// others are clients of the sandbox, with a secret and with a key. Writes, by library and authentication method, what a
// client learns: { me, activeBefore, activeAfter, refused }, and the metadata that oauth4webapi has validated.
import { webcrypto as crypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const { baseUrl, modules, school, platform } = JSON.parse(readFileSync(0, "utf8"));
const require = createRequire(`${modules}/`);
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const openid = await load("openid-client");
const oauth = await load("oauth4webapi");

const issuer = new URL(baseUrl);
const me = new URL("/v1/me", issuer);
const { kid, ...jwk } = platform.private_key_jwk;
const key = await crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);

async function useOpenidClient(client, ...authentication) {
  // The only setting: the server of this test has no certificate.
  const options = { execute: [openid.allowInsecureRequests] };
  const config = await openid.discovery(issuer, client.client_id, ...authentication, options);
  const { access_token: token } = await openid.clientCredentialsGrant(config);
  const read = async () => openid.fetchProtectedResource(config, token, me, "GET");
  const introspect = async () => (await openid.tokenIntrospection(config, token)).active;
  const result = { me: await (await read()).json(), activeBefore: await introspect() };
  await openid.tokenRevocation(config, token);
  const refused = await read().catch((error) => error.cause[0].parameters);
  return { ...result, activeAfter: await introspect(), refused };
}

async function useOauth4webapi(registered, authenticate) {
  const options = { [oauth.allowInsecureRequests]: true };
  const discovered = await oauth.discoveryRequest(issuer, options);
  const server = await oauth.processDiscoveryResponse(issuer, discovered);
  const client = { client_id: registered.client_id };
  const granted = await oauth.clientCredentialsGrantRequest(server, client, authenticate, {}, options);
  const { access_token: token } = await oauth.processClientCredentialsResponse(server, client, granted);
  const read = async () => oauth.protectedResourceRequest(token, "GET", me, undefined, undefined, options);
  const introspect = async () => {
    const response = await oauth.introspectionRequest(server, client, authenticate, token, options);
    return (await oauth.processIntrospectionResponse(server, client, response)).active;
  };
  const result = { me: await (await read()).json(), activeBefore: await introspect() };
  const revoked = await oauth.revocationRequest(server, client, authenticate, token, options);
  await oauth.processRevocationResponse(revoked);
  const refused = await read().catch((error) => error.cause[0].parameters);
  return { ...result, activeAfter: await introspect(), refused };
}

async function discoverFromTheResource() {
  const options = { [oauth.allowInsecureRequests]: true };
  const challenge = await fetch(me);
  const [, address] = /resource_metadata="([^"]+)"/.exec(challenge.headers.get("www-authenticate"));
  const response = await oauth.resourceDiscoveryRequest(issuer, options);
  const resource = await oauth.processResourceDiscoveryResponse(issuer, response);
  const byAlgorithm = {};
  for (const algorithm of ["oidc", "oauth2"]) {
    const discovered = await oauth.discoveryRequest(issuer, { ...options, algorithm });
    byAlgorithm[algorithm] = await oauth.processDiscoveryResponse(issuer, discovered);
  }
  return { address, fetched: await (await fetch(address)).json(), resource, ...byAlgorithm };
}

const secret = school.client_secret;
const signingKey = { key, kid };
console.log(
  JSON.stringify({
    openidClient: {
      default: await useOpenidClient(school, secret, undefined),
      client_secret_basic: await useOpenidClient(school, undefined, openid.ClientSecretBasic(secret)),
      client_secret_post: await useOpenidClient(school, undefined, openid.ClientSecretPost(secret)),
      private_key_jwt: await useOpenidClient(platform, undefined, openid.PrivateKeyJwt(signingKey)),
    },
    oauth4webapi: {
      client_secret_basic: await useOauth4webapi(school, oauth.ClientSecretBasic(secret)),
      client_secret_post: await useOauth4webapi(school, oauth.ClientSecretPost(secret)),
      private_key_jwt: await useOauth4webapi(platform, oauth.PrivateKeyJwt(signingKey)),
    },
    metadata: await discoverFromTheResource(),
  }),
);
