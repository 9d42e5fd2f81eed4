/**
 * Lints the workspace, and proves that the rule on imports bites: it lints imports that must be refused, and some that
 * must pass, as if they stood in a project's sources. Without nx's project graph the rule is silently off (and an old
 * graph is trusted), so the graph is made first.
 */
import { join } from 'node:path';
import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';
import { root } from './run.mjs';

const rule = '@nx/enforce-module-boundaries';

const imports = [
  { from: 'packages/streamable', to: '@salvia/protocol', refused: 'a lower floor imports a higher one' },
  { from: 'packages/bls', to: '@salvia/clvm', refused: 'an import goes sideways' },
  { from: 'packages/network', to: '@salvia/service', refused: 'an import goes sideways' },
  { from: 'packages/blockchain', to: '@salvia/full-node', refused: 'a package imports an app' },
  { from: 'apps/farmer', to: '@salvia/harvester', refused: 'an app imports an app' },
  { from: 'apps/farmer', to: '@salvia/testkit', refused: 'sources import what is there for tests' },
  { from: 'packages/protocol', to: '@salvia/streamable' },
  { from: 'apps/farmer', to: '@salvia/network' },
  { from: 'tools/cli', to: '@salvia/devnet' },
];

await createProjectGraphAsync();
const eslint = new ESLint({ cwd: root, cache: true, cacheLocation: join(root, 'node_modules', '.cache', 'eslint') });

async function misjudged({ from, to, refused }) {
  const filePath = join(root, from, 'src', 'index.ts');
  const [result] = await eslint.lintText(`import * as it from '${to}';\nexport { it };\n`, { filePath });
  const fires = result.messages.some(({ ruleId }) => ruleId === rule);
  const wanted = refused !== undefined;
  return fires === wanted ? [] : [`${from} importing ${to} should be ${wanted ? `refused: ${refused}` : 'allowed'}`];
}

const wrong = (await Promise.all(imports.map(misjudged))).flat();
for (const line of wrong) console.error(line);

const results = await eslint.lintFiles(process.argv.length > 2 ? process.argv.slice(2) : ['.']);
const formatter = await eslint.loadFormatter('stylish');
process.stdout.write(await formatter.format(results));

const problems = results.reduce((sum, { errorCount, warningCount }) => sum + errorCount + warningCount, 0);
console.log(
  `${results.length} files linted, ${problems} problems; ${imports.length - wrong.length} of ${imports.length} imports judged as they should be`,
);
process.exit(problems + wrong.length > 0 ? 1 : 0);
