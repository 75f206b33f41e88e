export interface Weakness {
  code: 'PASSWORD_COMMON' | 'PASSWORD_PERSONAL';
  message: string;
}

/** What is said on every page that asks for a new password. */
export const passwordRule =
  'Use at least 8 characters, and neither a common password nor your name or email.';

const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();

/** Why a new password would be guessed soon, or undefined for one that is accepted. */
export function weaknessOf(password: string, personal: readonly string[]): Weakness | undefined {
  const text = plain(password);
  const own = personal.flatMap((each) => [plain(each), plain(each).split('@')[0]]);
  if (text !== '' && own.includes(text)) {
    return {
      code: 'PASSWORD_PERSONAL',
      message: `The password is your name or email. ${passwordRule}`,
    };
  }
  return undefined;
}
