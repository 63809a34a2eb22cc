import Form, { Theme } from '@rjsf/mantine';
import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import { customizeValidator } from '@rjsf/validator-ajv8';
import Ajv2020 from 'ajv/dist/2020';
import type { Ref } from 'react';
import type FormClass from '@rjsf/core';
import classes from './SchemaForm.module.css';

const validator = customizeValidator({ AjvClass: Ajv2020, ajvOptionsOverrides: { strict: false } });
const uiSchema: UiSchema = { 'ui:submitButtonOptions': { norender: true }, 'ui:options': { label: false } };

/** Moments stay the text that they are: a picker would drop their seconds and their zone. */
const widgets = { ...Theme.widgets, DateTimeWidget: Theme.widgets!.TextWidget!, TimeWidget: Theme.widgets!.TextWidget!, DateWidget: Theme.widgets!.TextWidget! };

/** A form made from a JSON Schema. */
export default function SchemaForm({ schema, value, onChange, onSubmit, formRef, id = 'form' }: {
  schema: unknown;
  value: unknown;
  onChange: (value: unknown) => void;
  onSubmit?: (value: unknown) => void;
  formRef?: Ref<FormClass>;
  id?: string;
}) {
  return (
    <div className={classes.form}>
      <Form
        ref={formRef}
        idPrefix={id}
        schema={schema as RJSFSchema}
        uiSchema={uiSchema}
        widgets={widgets}
        validator={validator}
        formData={value}
        onChange={({ formData }) => onChange(formData)}
        onSubmit={({ formData }) => onSubmit?.(formData)}
        showErrorList={false}
        noHtml5Validate
        liveValidate={false}
        experimental_defaultFormStateBehavior={{ emptyObjectFields: 'skipEmptyDefaults' }}
      />
    </div>
  );
}
