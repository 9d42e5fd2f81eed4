/**
 * Type-checks the examples of the READMEs: every ```ts block, as a module that stands in its package's folder, so that
 * it can import what the package's users can.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './run.mjs';

const block = /^```ts\n(.*?)^```$/gms;

const folders = ['packages', 'apps', 'tools'].flatMap((group) =>
  readdirSync(join(root, group)).map((name) => join(group, name)),
);

const examples = new Map(
  folders
    .map((folder) => ({ folder, readme: join(folder, 'README.md') }))
    .filter(({ readme }) => existsSync(join(root, readme)))
    .flatMap(({ folder, readme }) =>
      [...readFileSync(join(root, readme), 'utf8').matchAll(block)].map(([, text], at) => [
        join(root, folder, `README-${at + 1}.ts`),
        { readme, text: `${text}\nexport {};\n` },
      ]),
    ),
);

const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(
  { ...config.compilerOptions, composite: false, declaration: false, declarationMap: false, noEmit: true },
  root,
);
const host = ts.createCompilerHost({ ...options, noUnusedLocals: false });
const { fileExists, getSourceFile } = host;
host.fileExists = (path) => examples.has(path) || fileExists(path);
host.getSourceFile = (path, language, ...rest) => {
  const example = examples.get(path);
  return example ? ts.createSourceFile(path, example.text, language) : getSourceFile(path, language, ...rest);
};

const program = ts.createProgram([...examples.keys()], { ...options, noUnusedLocals: false }, host);
const problems = [...examples.keys()].flatMap((path) => {
  const source = program.getSourceFile(path);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((problem) => {
    const line = source.getLineAndCharacterOfPosition(problem.start ?? 0).line + 1;
    const text = ts.flattenDiagnosticMessageText(problem.messageText, ' ');
    return `${examples.get(path).readme}, line ${line} of its example: ${text}`;
  });
});
for (const line of problems) console.error(line);
console.log(`${examples.size} examples checked, ${problems.length} problems`);
process.exitCode = problems.length > 0 || examples.size === 0 ? 1 : 0;
