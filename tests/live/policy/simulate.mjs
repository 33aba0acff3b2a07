// Judges requests: reads { roles: { ARN: [documents] }, points } as JSON, prints a judgement for each point.
//   node simulate.mjs FOLDER, where FOLDER holds the packages that .ci/tools installs under `iam`.
import { createRequire } from 'node:module'
import { text } from 'node:stream/consumers'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(join(resolve(process.argv[2]), 'package.json'))
const { runSimulation } = await import(pathToFileURL(require.resolve('@cloud-copilot/iam-simulate')))

const { roles, points } = JSON.parse(await text(process.stdin))

const judge = async ({ role, action, resource, account, context }) => {
  const outcome = await runSimulation(
    {
      request: { principal: role, action, resource: { resource, accountId: account }, contextVariables: context },
      identityPolicies: roles[role].map((policy, number) => ({ name: String(number), policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      // A key's policy lets the account's identity policies decide, as every emitted one does.
      resourcePolicy: action.startsWith('kms:')
        ? {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }],
          }
        : undefined,
    },
    {},
  )
  if (outcome.resultType === 'error') return { result: JSON.stringify(outcome.errors), ignored: [] }
  const one = outcome.resultType === 'single' ? outcome.result : outcome.results[0]
  return { result: outcome.overallResult, ignored: one?.ignoredContextKeys ?? [] }
}

const judgements = []
for (const point of points) judgements.push(await judge(point))
console.log(JSON.stringify(judgements))
