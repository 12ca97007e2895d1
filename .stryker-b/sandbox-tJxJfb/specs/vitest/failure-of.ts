// What a failing expectation says: runs it and gives the message, or a remark that no other message contains where it passed.

export async function failureOf(expectation: () => unknown): Promise<string> {
  try {
    await expectation();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'NOTHING FAILED';
}
