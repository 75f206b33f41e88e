import { render, screen } from '@testing-library/react';

import { ProviderError } from './provider-error.tsx';
import { ProviderSignIn } from './provider-sign-in.tsx';

const container = (element: React.ReactElement) => render(element).container;

describe('a provider of identities (A1)', () => {
  it('has a button with its name where one is set up, and nothing where none is', () => {
    render(<ProviderSignIn name="House" nextPage="/tasks" />);
    expect(screen.getByRole('button', { name: 'Continue with House' })).toBeEnabled();
    expect(container(<ProviderSignIn name={null} nextPage="/" />)).toBeEmptyDOMElement();
  });

  it.each([
    ['account_not_linked', /connect House on the page of your account/],
    ['INVITATION_NEEDED', /link of your invitation/],
    ['unable_to_link_account', /House has not verified your address/],
    ['provider_unavailable', /did not work.*A password still works/],
    ['<script>', /did not work/],
  ])('says why somebody comes back without being signed in: %s', (code, text) => {
    render(<ProviderError code={code} name="House" />);
    expect(screen.getByRole('alert')).toHaveTextContent(text);
  });

  it('says nothing without a reason or a provider', () => {
    expect(container(<ProviderError code={undefined} name="House" />)).toBeEmptyDOMElement();
    expect(container(<ProviderError code="x" name={null} />)).toBeEmptyDOMElement();
  });
});
