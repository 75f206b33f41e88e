/** Why a program cannot be connected, by what the authorization server says of its request. */
export function refusalOf(code: string): string {
  switch (code) {
    case 'invalid_client':
      return 'This Taskora does not know the program any more. Disconnect it there, and connect it anew.';
    case 'client_disabled':
      return 'The program is blocked here.';
    case 'invalid_redirect':
      return 'The program wants the answer at an address that it did not register. Do not go on.';
    default:
      return 'The program asked in a form that is not understood. Update it and try again.';
  }
}
