declare const brand: unique symbol;

/** A value of type T that must not be mixed with others of the same shape: `type VatId = Brand<string, 'VatId'>`. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
