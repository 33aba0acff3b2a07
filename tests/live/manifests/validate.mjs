// Judges objects of Karpenter, Argo CD and External Secrets by the packages that are generated from their Go types.
//
// Arguments: the folder with `node_modules`, and a folder to work in. Reads a JSON list of {path, object} from stdin and
// prints a JSON list of faults, a line of text each. Twice, because each judge sees what the other cannot:
// the validators know patterns, bounds and what is required, and let unknown fields pass; the types know every field.

import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [tools, work] = process.argv.slice(2);
const PACKAGES = {
  "argoproj.io": "argo-cd",
  "external-secrets.io": "external-secrets",
  "karpenter.k8s.aws": "karpenter",
  "karpenter.sh": "karpenter",
};

const group = (object) => object.apiVersion.split("/")[0];
const place = (object) => `@kubernetes-models/${PACKAGES[group(object)]}/${object.apiVersion}/${object.kind}`;

async function againstSchema({ path, object }) {
  const file = join(tools, "node_modules", `${place(object)}.js`);
  const model = (await import(pathToFileURL(file)))[object.kind];
  try {
    new model(object).validate();
    return [];
  } catch (error) {
    return [`${path}: ${object.kind} ${object.metadata.name}: ${error.message}`];
  }
}

// A literal of a type may have no field that the type does not know. One line an object, so that a line says which.
function againstTypes(judged) {
  const imports = new Map(judged.map(({ object }) => [object.kind, `import type { I${object.kind} } from "${place(object)}";`]));
  const literals = judged.map(({ object }, index) => `export const o${index}: I${object.kind} = ${JSON.stringify(object)};`);
  const file = join(work, "judged.ts");
  writeFileSync(file, [...imports.values(), ...literals].join("\n"));
  symlinkSync(join(tools, "node_modules"), join(work, "node_modules"));
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2022", "--pretty", "false"];
  const compiler = join(tools, "node_modules", ".bin", "tsc");
  const outcome = spawnSync(compiler, [...options, "judged.ts"], { cwd: work, encoding: "utf8" });
  if (outcome.error) throw outcome.error;
  const said = outcome.stdout.split("\n").filter((line) => line !== "");
  return outcome.status === 0 ? [] : [outcome.stderr, ...said].filter((text) => text !== "").map((line) => named(line, judged, imports.size));
}

function named(line, judged, before) {
  const number = /^judged\.ts\((\d+),\d+\): (.*)$/.exec(line);
  const at = number && judged[Number(number[1]) - 1 - before];
  return at ? `${at.path}: ${at.object.kind} ${at.object.metadata.name}: ${number[2]}` : line;
}

const judged = JSON.parse(readFileSync(0, "utf8")).filter(({ object }) => group(object) in PACKAGES);
const faults = (await Promise.all(judged.map(againstSchema))).flat();
process.stdout.write(JSON.stringify([...faults, ...againstTypes(judged)]));
