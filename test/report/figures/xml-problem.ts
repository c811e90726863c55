const token = /<\?[^]*?\?>|<!--[^]*?-->|<[^>]*>|[^<]+/g;
const attributes = /^(?:\s+[A-Za-z_:][\w:.-]*="(?:[^"<&]|&(?:amp|lt|gt|quot|#\d+);)*")*\s*$/;

/** What is not well-formed in a document without DTD and CDATA (XML 1.0); undefined where all is. */
export function xmlProblem(text: string): string | undefined {
  // eslint-disable-next-line no-control-regex -- characters that XML cannot hold
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) return 'a character that XML cannot hold';
  const open: string[] = [];
  let roots = 0;
  for (const [part] of text.matchAll(token)) {
    if (part.startsWith('<?')) continue;
    if (part.startsWith('<!--')) {
      if (part.slice(4, -3).includes('--')) return `a comment with two hyphens: ${part}`;
    } else if (part.startsWith('</')) {
      if (open.pop() !== part.slice(2, -1)) return `${part} closes nothing`;
    } else if (part.startsWith('<')) {
      const [, name, rest, empty] = /^<([A-Za-z][\w:.-]*)([^]*?)(\/?)>$/.exec(part) ?? [];
      if (name === undefined || !attributes.test(rest!)) return `no element: ${part}`;
      if (open.length === 0) roots++;
      if (empty === '') open.push(name);
    } else if (/&(?!(?:amp|lt|gt|quot|#\d+);)/.test(part) || part.includes(']]>')) {
      return `text that is not escaped: ${part}`;
    } else if (open.length === 0 && part.trim() !== '') {
      return `text outside: ${part}`;
    }
  }
  return open.length > 0 || roots !== 1 ? `${open.length} open elements, ${roots} roots` : undefined;
}
