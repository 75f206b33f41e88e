import { filledIn, promptsSchema } from './prompt.ts';
import { prompts } from './prompts.ts';

const [prompt] = promptsSchema.parse([
  {
    name: 'diagnose',
    title: 'Diagnose a release',
    description: 'Says why a release is not ready',
    text: 'Why is {{release}} not ready? Begin with ops_status of {{ release }}.',
    arguments: [{ name: 'release', description: 'Name of the release', required: true }],
  },
]);

describe('a prompt (O2)', () => {
  it('has the arguments of the client where its text names them', () => {
    expect(prompt && filledIn(prompt, { release: 'api' })).toBe(
      'Why is api not ready? Begin with ops_status of api.',
    );
  });

  it('leaves to the person what was not given', () => {
    expect(prompt && filledIn(prompt, {})).toContain('Why is <release> not ready?');
  });

  it('puts nothing in the place of an argument but that argument', () => {
    expect(prompt && filledIn(prompt, { release: '$& {{release}}' })).toContain('$& {{release}}');
  });

  it('is served as the file has it', () => {
    expect(new Set(prompts.map(({ name }) => name)).size).toBe(prompts.length);
  });
});
