/** Better Auth refuses shorter ones by itself, so the common ones among them need not be known. */
export const passwordCharactersMin = 8;

export interface Weakness {
  code: 'PASSWORD_COMMON' | 'PASSWORD_PERSONAL';
  message: string;
}

/** The rule as people read it. */
const rule = `Use at least ${passwordCharactersMin} characters, and neither a common password nor your name or email.`;

const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();

let common: Promise<ReadonlySet<string>> | undefined;

/** The 18,000 most common passwords that are long enough; read when the first account is made. */
async function commonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  const known = dictionary['passwords-common'];
  return new Set(known.filter((text) => text.length >= passwordCharactersMin));
}

/**
 * Why a new password would be among the first that anybody tries, or undefined for one that is accepted.
 * As NIST SP 800-63B asks: a list instead of rules about kinds of characters.
 */
export async function weaknessOf(
  password: string,
  personal: readonly string[],
): Promise<Weakness | undefined> {
  const text = plain(password);
  const own = personal.flatMap((each) => [plain(each), plain(each).split('@')[0]]);
  if (text !== '' && own.includes(text)) {
    return { code: 'PASSWORD_PERSONAL', message: `The password is your name or email. ${rule}` };
  }
  common ??= commonPasswords();
  if ((await common).has(text)) {
    return { code: 'PASSWORD_COMMON', message: `Many people use this password. ${rule}` };
  }
  return undefined;
}
