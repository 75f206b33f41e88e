import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { Checkbox } from './checkbox.tsx';
import { SelectField } from './select-field.tsx';
import { TextArea } from './text-area.tsx';
import { TextField } from './text-field.tsx';

describe('TextField', () => {
  it('is named by its label and described by its help and its error', () => {
    render(
      <TextField
        label="Password"
        type="password"
        description="At least 8 characters."
        error="Too short."
      />,
    );
    const field = screen.getByLabelText('Password');
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription('At least 8 characters. Too short.');
  });

  it('is valid and undescribed when nothing is wrong', () => {
    render(<TextField label="Email" />);
    expect(screen.getByRole('textbox', { name: 'Email' })).toBeValid();
    expect(screen.getByRole('textbox', { name: 'Email' })).not.toHaveAttribute('aria-describedby');
  });

  it('keeps its name when the label is hidden', () => {
    render(<TextField label="Add a task" hideLabel />);
    expect(screen.getByRole('textbox', { name: 'Add a task' })).toBeVisible();
  });
});

describe('TextArea', () => {
  it('takes several lines', async () => {
    render(<TextArea label="Notes" />);
    const field = screen.getByRole('textbox', { name: 'Notes' });
    await userEvent.type(field, 'one{Enter}two');
    expect(field).toHaveValue('one\ntwo');
  });
});

describe('SelectField', () => {
  it('is named by its label, described by its error, and chosen from', async () => {
    const change = jest.fn();
    render(
      <SelectField label="Priority" error="Choose one." onChange={change}>
        <option>High</option>
        <option>Low</option>
      </SelectField>,
    );
    const field = screen.getByRole('combobox', { name: 'Priority' });
    expect(field).toHaveAccessibleDescription('Choose one.');
    await userEvent.selectOptions(field, 'Low');
    expect(field).toHaveDisplayValue('Low');
    expect(change).toHaveBeenCalledTimes(1);
  });
});

describe('Checkbox', () => {
  it('is named by its label and toggled with the space bar', async () => {
    const change = jest.fn();
    render(<Checkbox label="Complete buy milk" hideLabel onCheckedChange={change} />);
    await userEvent.tab();
    expect(screen.getByRole('checkbox', { name: 'Complete buy milk' })).toHaveFocus();
    await userEvent.keyboard(' ');
    await userEvent.keyboard(' ');
    expect(change.mock.calls).toEqual([[true], [false]]);
  });

  it('is toggled by its words too', async () => {
    const change = jest.fn();
    render(<Checkbox label="Keep me signed in" onCheckedChange={change} />);
    await userEvent.click(screen.getByText('Keep me signed in'));
    expect(change).toHaveBeenCalledWith(true);
  });
});
