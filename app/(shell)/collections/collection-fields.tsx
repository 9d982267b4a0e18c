import { CheckboxLine } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";

export type CollectionValues = {
  name: string;
  description: string;
  /** Slug; "" at the top. */
  parent: string;
  isCheckingOn: boolean;
  isSnapshotting: boolean;
};

type CollectionFieldsProps = {
  values: CollectionValues;
  /** What may hold it. */
  parents: readonly { slug: string; name: string }[];
  /** Moving is for admins. */
  canMove: boolean;
  errors: Record<string, string | undefined>;
};

/** The fields that adding and editing a collection share. */
export function CollectionFields({ values, parents, canMove, errors }: CollectionFieldsProps) {
  return (
    <>
      <Field label="Name" error={errors.name}>
        {(control) => <Input {...control} name="name" autoComplete="off" defaultValue={values.name} />}
      </Field>
      <Field label="Description" isOptional error={errors.description}>
        {(control) => <Textarea {...control} name="description" rows={2} defaultValue={values.description} />}
      </Field>
      {canMove && (
        <Field label="Inside" hint="A collection may be part of a larger one." error={errors.parent}>
          {(control) => (
            <Select {...control} name="parent" defaultValue={values.parent}>
              <option value="">Nothing: it stands at the top</option>
              {parents.map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <div>
        <CheckboxLine name="isCheckingOn" defaultChecked={values.isCheckingOn}>
          Check its resources on schedule
        </CheckboxLine>
        <CheckboxLine name="isSnapshotting" defaultChecked={values.isSnapshotting}>
          Give its public resources to the Wayback Machine
        </CheckboxLine>
      </div>
    </>
  );
}

/** What a form with these fields holds. */
export function collectionValues(form: FormData): CollectionValues {
  return {
    name: String(form.get("name") ?? ""),
    description: String(form.get("description") ?? ""),
    parent: String(form.get("parent") ?? ""),
    isCheckingOn: form.has("isCheckingOn"),
    isSnapshotting: form.has("isSnapshotting"),
  };
}
