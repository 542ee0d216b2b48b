/**
 * The content cannot be restored, whatever machine is asked: its owner has to mend it. The message
 * says what is wrong, for people.
 */
export class ContentRefused extends Error {
  override readonly name = 'ContentRefused';
}
