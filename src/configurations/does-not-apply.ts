// Why a design of a claim cannot be asked of a configuration: thrown where that is found out, caught where claims are listed. It is an
// answer and no error, so it never leaves this folder.

export class DoesNotApply extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'DoesNotApply';
  }
}
