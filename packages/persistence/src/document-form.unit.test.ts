import fc from 'fast-check';
import mongoose from 'mongoose';
import { fitting } from './document-form.ts';

const { BSON } = mongoose.mongo;

describe('what is about to be written', () => {
  it('fits up to the very byte of its limit, whatever is in it', () => {
    const scalar = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.date({ noInvalidDate: true }));
    const written = fc.dictionary(
      fc.string({ unit: 'grapheme-ascii' }),
      fc.oneof(scalar, fc.array(scalar), fc.dictionary(fc.string({ unit: 'grapheme-ascii' }), scalar)),
    );
    fc.assert(
      fc.property(written, (document) => {
        const bytes = BSON.calculateObjectSize(document);
        expect(fitting(document, bytes)).toBe(document);
        expect(() => fitting(document, bytes - 1)).toThrow(expect.objectContaining({ code: 'document-too-large' }));
      }),
    );
  });
});
