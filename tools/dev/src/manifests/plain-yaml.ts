import type { Scalar } from 'yaml';
import { Document, visit } from 'yaml';

/** Text that every YAML reads as text, Kubernetes' among them, which takes `on` and `y` for a truth. */
const isPlainText = (text: string): boolean =>
  /^[A-Za-z_/][\w./@-]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text);

function styleOf(text: string): Scalar.Type {
  if (text.includes('\n')) return 'BLOCK_LITERAL';
  return isPlainText(text) ? 'PLAIN' : 'QUOTE_SINGLE';
}

/** An object in YAML that reads the same whichever reader takes it. */
export function plainYaml(object: object): string {
  const document = new Document(object, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'string') node.type = styleOf(node.value);
    },
  });
  return document.toString({ lineWidth: 0 });
}
