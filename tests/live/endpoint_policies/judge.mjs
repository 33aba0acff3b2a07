// Asks iam-simulate whether an endpoint's policy admits requests; started by `main.rs`, which writes them to standard input.
// Identity and resource policies admit everything here, so that only the endpoint decides.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const { runSimulation } = await import(pathToFileURL(`${process.argv[2]}/node_modules/@cloud-copilot/iam-simulate/dist/esm/index.js`).href);

const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const identity = { Version: '2012-10-17', Statement: [statement] };
const open = { Version: '2012-10-17', Statement: [{ ...statement, Principal: '*' }] };

const verdicts = [];
for (const { policy, principal, action, resource, owner, context } of JSON.parse(readFileSync(0, 'utf8'))) {
  const simulation = {
    request: {
      principal: principal ?? { type: 'Anonymous' },
      action,
      resource: { resource, accountId: owner },
      contextVariables: context,
    },
    identityPolicies: principal ? [{ name: 'identity', policy: identity }] : [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: open,
    vpcEndpointPolicies: [{ name: 'endpoint', policy }],
  };
  const result = await runSimulation(simulation, {});
  const analysis = result.result?.analysis ?? result.results?.[0]?.analysis;
  verdicts.push(analysis?.endpointAnalysis?.result ?? JSON.stringify(result));
}
console.log(JSON.stringify(verdicts));
