// The language services behind VS Code's JSON and the YAML server, asked by the tests: one JSON request a line
// on stdin, one answer a line on stdout. Schemas come from the disk alone; any other address is refused.
//
// {server: "json" | "yaml", ask: "complete" | "diagnose" | "hover", uri, text, offset,
//  schemas: [{uri, fileMatch}]}   ->   {answer} or {error}

const fs = require("fs");
const path = require("path");
const readline = require("readline");
const { fileURLToPath } = require("url");

const modules = process.argv[2];
const load = (name) => require(path.join(modules, name));
const { TextDocument } = load("vscode-languageserver-textdocument");
const json = load("vscode-json-languageservice");
const yaml = load("yaml-language-server");

async function read(uri) {
  if (!uri.startsWith("file:")) throw new Error(`not on this disk: ${uri}`);
  return fs.readFileSync(fileURLToPath(uri), "utf-8");
}

const shared = {
  schemaRequestService: read,
  workspaceContext: { resolveRelativePath: (relative, base) => new URL(relative, base).toString() },
  clientCapabilities: json.ClientCapabilities.LATEST,
};

function jsonService(schemas) {
  const service = json.getLanguageService(shared);
  service.configure({ validate: true, schemas });
  const settings = { comments: "error", trailingCommas: "error", schemaRequest: "warning", schemaValidation: "warning" };
  const parse = (document) => service.parseJSONDocument(document);
  return {
    complete: async (document, place) => (await service.doComplete(document, place, parse(document))).items,
    diagnose: (document) => service.doValidation(document, parse(document), settings),
    hover: (document, place) => service.doHover(document, place, parse(document)),
  };
}

function yamlService(schemas) {
  const telemetry = { send() {}, sendError: (name, error) => { throw error; }, sendTrack() {} };
  const service = yaml.getLanguageService({ ...shared, telemetry });
  service.configure({ validate: true, hover: true, completion: true, schemas });
  return {
    complete: async (document, place) => (await service.doComplete(document, place, false)).items,
    diagnose: (document) => service.doValidation(document, false),
    hover: (document, place) => service.doHover(document, place),
  };
}

const make = { json: jsonService, yaml: yamlService };
const made = new Map();

function service({ server, schemas }) {
  const key = JSON.stringify([server, schemas]);
  if (!made.has(key)) made.set(key, make[server](schemas));
  return made.get(key);
}

let version = 0;

async function answer(request) {
  const { server, ask, uri, text, offset } = request;
  const document = TextDocument.create(uri, server, ++version, text);
  return service(request)[ask](document, document.positionAt(offset ?? 0));
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let reply;
    try {
      reply = { answer: await answer(JSON.parse(line)) };
    } catch (error) {
      reply = { error: error.stack || String(error) };
    }
    process.stdout.write(JSON.stringify(reply) + "\n");
  }
})();
