// Converts a contract to a Postman collection, and prints it: `node postman.mjs MODULES CONTRACT`.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [modules, contract] = process.argv.slice(2);
const converter = createRequire(`${modules}/package.json`)("openapi-to-postmanv2");
const input = { type: "string", data: readFileSync(contract, "utf8") };
converter.convert(input, { folderStrategy: "Tags" }, (error, result) => {
  if (error || !result.result) {
    console.error(error ?? result.reason);
    process.exit(1);
  }
  process.stdout.write(JSON.stringify(result.output[0].data));
});
