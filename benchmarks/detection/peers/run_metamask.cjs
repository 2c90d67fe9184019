// eth-phishing-detect or @metamask/phishing-controller, by the first argument, with tolerance 2 as
// MetaMask ships it. The official domains are both its allowlist and its fuzzylist; the
// blocklist is empty. The older of the two gets IDN hosts decoded: it finds more of them so.
// Task on stdin, answers on stdout, as in worker.py.
'use strict'
const { domainToUnicode } = require('node:url')
const { createRequire } = require('node:module')
const { performance } = require('node:perf_hooks')
const [name, folder] = process.argv.slice(2)
const load = createRequire(`${folder}/package.json`)
const task = JSON.parse(require('node:fs').readFileSync(0, 'utf8'))

const begin = performance.now()
const config = {
  allowlist: task.official, blocklist: [], fuzzylist: task.official,
  tolerance: 2, name: 'official', version: 1
}
let check
if (name === 'eth-phishing-detect') {
  const Detector = load('eth-phishing-detect/src/detector')
  const detector = new Detector([config])
  check = host => detector.check(domainToUnicode(host) || host)
} else {
  const { PhishingDetector } = load('@metamask/phishing-controller')
  const detector = new PhishingDetector([config])
  check = host => detector.check(`https://${host}/`)
}
check(task.hosts[0])
const ready = performance.now()
let failed = 0
const answers = task.hosts.map(host => {
  try { return check(host) } catch (error) { failed += 1; return { result: false } }
})
const done = performance.now()
process.stdout.write(JSON.stringify({
  levels: answers.map(answer => answer.result ? 1 : 0),
  named: answers.map(answer => answer.result && answer.match || ''),
  seconds: (done - ready) / 1000, build: (ready - begin) / 1000, failed
}))
