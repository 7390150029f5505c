;; What this machine's wasm can do at best: how many float32 multiplications and additions in a second.
(module
  ;; Twelve independent chains of acc · m + a, so that neither latency nor memory holds a unit back:
  ;; 12 · 4 lanes · 2 operations each turn. Twelve and two constants fit the sixteen SIMD registers of x86.
  (func (export "mul_add") (param $turns i32) (param $m f32) (param $a f32) (result f32)
    (local $mv v128) (local $av v128)
    (local $0 v128) (local $1 v128) (local $2 v128) (local $3 v128) (local $4 v128) (local $5 v128)
    (local $6 v128) (local $7 v128) (local $8 v128) (local $9 v128) (local $10 v128) (local $11 v128)
    (local.set $mv (f32x4.splat (local.get $m)))
    (local.set $av (f32x4.splat (local.get $a)))
    ;; Different beginnings, or the compiler would see one chain twelve times.
    (local.set $0 (f32x4.splat (f32.const 0.1)))
    (local.set $1 (f32x4.splat (f32.const 0.2)))
    (local.set $2 (f32x4.splat (f32.const 0.3)))
    (local.set $3 (f32x4.splat (f32.const 0.4)))
    (local.set $4 (f32x4.splat (f32.const 0.5)))
    (local.set $5 (f32x4.splat (f32.const 0.6)))
    (local.set $6 (f32x4.splat (f32.const 0.7)))
    (local.set $7 (f32x4.splat (f32.const 0.8)))
    (local.set $8 (f32x4.splat (f32.const 0.9)))
    (local.set $9 (f32x4.splat (f32.const 1.1)))
    (local.set $10 (f32x4.splat (f32.const 1.2)))
    (local.set $11 (f32x4.splat (f32.const 1.3)))
    (loop $again
      (local.set $0 (f32x4.add (f32x4.mul (local.get $0) (local.get $mv)) (local.get $av)))
      (local.set $1 (f32x4.add (f32x4.mul (local.get $1) (local.get $mv)) (local.get $av)))
      (local.set $2 (f32x4.add (f32x4.mul (local.get $2) (local.get $mv)) (local.get $av)))
      (local.set $3 (f32x4.add (f32x4.mul (local.get $3) (local.get $mv)) (local.get $av)))
      (local.set $4 (f32x4.add (f32x4.mul (local.get $4) (local.get $mv)) (local.get $av)))
      (local.set $5 (f32x4.add (f32x4.mul (local.get $5) (local.get $mv)) (local.get $av)))
      (local.set $6 (f32x4.add (f32x4.mul (local.get $6) (local.get $mv)) (local.get $av)))
      (local.set $7 (f32x4.add (f32x4.mul (local.get $7) (local.get $mv)) (local.get $av)))
      (local.set $8 (f32x4.add (f32x4.mul (local.get $8) (local.get $mv)) (local.get $av)))
      (local.set $9 (f32x4.add (f32x4.mul (local.get $9) (local.get $mv)) (local.get $av)))
      (local.set $10 (f32x4.add (f32x4.mul (local.get $10) (local.get $mv)) (local.get $av)))
      (local.set $11 (f32x4.add (f32x4.mul (local.get $11) (local.get $mv)) (local.get $av)))
      (br_if $again (local.tee $turns (i32.sub (local.get $turns) (i32.const 1)))))
    (f32x4.extract_lane 0
      (f32x4.add
        (f32x4.add
          (f32x4.add (f32x4.add (local.get $0) (local.get $1)) (f32x4.add (local.get $2) (local.get $3)))
          (f32x4.add (f32x4.add (local.get $4) (local.get $5)) (f32x4.add (local.get $6) (local.get $7))))
        (f32x4.add (f32x4.add (local.get $8) (local.get $9)) (f32x4.add (local.get $10) (local.get $11)))))))
