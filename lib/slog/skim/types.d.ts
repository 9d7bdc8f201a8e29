/** WebAssembly's number types, as the shared sources of the scanner name them; for plain JavaScript all are numbers. */
type usize = number;
type i32 = number;
type f64 = number;
type bool = boolean;
