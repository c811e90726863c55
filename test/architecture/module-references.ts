import ts from 'typescript';
import { codeIn } from './vue-scripts.ts';

/** One place where a source file names another module. */
export interface ModuleReference {
  readonly specifier: string;
  /** Gone when the types are stripped; `import { type X }` is not, it still loads the module */
  readonly typeOnly: boolean;
  readonly line: number;
}

/**
 * Every module a TypeScript or JavaScript source names: imports, exports, `import()`, `import('...')` types, calls of
 * `require` and its kin, and what workers and processes are started by: `new URL('...', import.meta.url)`, and
 * `siblingModule(import.meta.url, '...')`, which adds the extension itself.
 */
export function moduleReferences(path: string, text: string): ModuleReference[] {
  const source = ts.createSourceFile(path, codeIn(path, text), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: ModuleReference[] = [];
  const add = (name: ts.Node | undefined, typeOnly: boolean, extension = ''): void => {
    if (name === undefined || !ts.isStringLiteralLike(name)) return;
    const line = source.getLineAndCharacterOfPosition(name.getStart()).line + 1;
    found.push({ specifier: name.text + extension, typeOnly, line });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node)) {
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    } else if (ts.isCallExpression(node) && loadsModule(node.expression)) {
      add(node.arguments[0], false);
    } else if (ts.isCallExpression(node) && node.expression.getText() === 'siblingModule') {
      add(node.arguments[1], false, '.ts');
    } else if (ts.isNewExpression(node) && isOwnUrl(node)) {
      add(node.arguments?.[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function loadsModule(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  const name = ts.isPropertyAccessExpression(callee) && callee.name.text === 'resolve' ? callee.expression : callee;
  return ts.isIdentifier(name) && /^require/.test(name.text);
}

function isOwnUrl({ expression, arguments: given }: ts.NewExpression): boolean {
  return ts.isIdentifier(expression) && expression.text === 'URL' && given?.[1]?.getText() === 'import.meta.url';
}
