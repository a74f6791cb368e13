// Drives @llmindset/hf-mcp, unchanged, against the server at argv[3]; argv[2] is the folder that holds node_modules. The newest versions
// call huggingface.co only, so their fetch is led to our server; older ones take its address.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , folder, endpoint] = process.argv;
const home = `${folder}/node_modules/@llmindset/hf-mcp`;
const { version } = JSON.parse(readFileSync(`${home}/package.json`, 'utf8'));
const mcp = await import(pathToFileURL(`${home}/dist/index.js`));
let passed = 0;

function check(name, got, want) {
  if (JSON.stringify(got) !== JSON.stringify(want)) {
    console.error(`FAILED ${name}: got ${JSON.stringify(got)}, wanted ${JSON.stringify(want)}`);
    process.exit(1);
  }
  passed++;
}

const real = globalThis.fetch;
globalThis.fetch = (url, init) => {
  const asked = new URL(url);
  if (/^\/api\/(models|datasets|spaces)/.test(asked.pathname)) return Promise.resolve(Response.json([]));
  return real(asked.hostname === 'huggingface.co' ? endpoint + asked.pathname + asked.search : asked, init);
};

if (mcp.PaperSearchTool) {
  const tool = new mcp.PaperSearchTool(undefined, `${endpoint}/api/papers/search`);
  const found = await tool.search('random walks', 10);
  check('search', found.formatted.includes('## Couplings of random walks on graphs'), true);
  check('search: authors', found.formatted.includes('Ada Example ([ada-example]'), true);
  check('search: summary', found.formatted.includes('We couple two random walks'), true);
  check('search: keywords', found.formatted.includes('random walks, coupling'), true);
  check('search: votes', found.formatted.includes('Upvoted 12 times. The authors are participating'), true);
  check('search: nothing', (await tool.search('zzzzqqqq')).totalResults, 0);
}
if (mcp.PaperSummaryPrompt) {
  const summary = await new mcp.PaperSummaryPrompt().generateSummary({ paper_id: '2512.00001' });
  check('summary', summary.includes('Couplings of random walks on graphs'), true);
}
if (mcp.HfFsTool) {
  const tool = new mcp.HfFsTool();
  const run = async (op, uri, more = {}) => await tool.run({ op, uri, ...more });
  const names = (result) => result.entries.filter((e) => e.type === 'paper').map((e) => e.name.slice(-1));
  check('ls', names(await run('ls', 'hf://papers')), ['4', '5', '3', '1', '2']);
  check('ls of a day', names(await run('ls', 'hf://papers/daily/2025/12/22')), ['1', '2']);
  check('ls of an empty day', names(await run('ls', 'hf://papers/daily/2025/12/21')), []);
  check('ls of trending', names(await run('ls', 'hf://papers/trending')).sort(), ['1', '2', '3', '4', '5']);
  check('truncated', (await run('ls', 'hf://papers/trending', { limit: 2 })).truncated, true);
  check('search', names(await run('search', 'hf://papers', { query: 'random walks' })).includes('1'), true);
  check('stat', (await run('stat', 'hf://papers/2512.00001')).exists, true);
  check('stat: day', (await run('stat', 'hf://papers/2512.00001')).daily_papers_date, '2025-12-22');
  check('stat of none', (await run('stat', 'hf://papers/2512.99999')).exists, false);
  check('markdown', (await run('cat', 'hf://papers/2512.00003/paper.md')).content.startsWith('# Attention'), true);
  const metadata = JSON.parse((await run('cat', 'hf://papers/2512.00001/metadata.json')).content);
  check('metadata', metadata.title, 'Couplings of random walks on graphs');
  check('models', (await run('ls', 'hf://papers/2512.00001/models')).entries, []);
  check('all below', (await run('ls', 'hf://papers/2512.00001', { recursive: true })).entries.length, 5);
}
console.log(`@llmindset/hf-mcp ${version}: ${passed} checks passed`);
