"""What tests need that run the product, as package product finds it."""

load("//tools/testing/testenv:programs.bzl", "POSTGRES", "POSTGRES_ENV")

# Data of a go_test that starts the product.
PRODUCT = POSTGRES + [
    "//server:authentik",
    "//server:authentik/manage.py",
]

# Its env. What the sample cannot do a test asks of authentik alone.
PRODUCT_ENV = POSTGRES_ENV | {
    "AKBUILD_TEST_MANAGE": "$(rootpath //server:authentik/manage.py)",
} | select({
    "//:source_is_sample": {"AKBUILD_TEST_SOURCE": "sample"},
    "//conditions:default": {"AKBUILD_TEST_SOURCE": "authentik"},
})
