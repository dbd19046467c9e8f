#include "Ledger.h"
#include "Report.h"
#include <cstdio>

int main() {
  const std::vector<Order> monday = {
      {1, "Ada", "tea", 350}, {2, "Grace", "tea", 350}, {3, "Ada", "scone", 220}};
  const std::vector<Order> tuesday = {
      {4, "Grace", "scone", 220}, {5, "Edsger", "scone", 220}};

  Ledger ledger;
  ledger.load(monday);
  std::printf("Ada owes %d cents\n", ledger.owed("Ada"));
  ledger.removeCustomer("Ada");
  std::printf("Ada owes %d cents, %d customers\n", ledger.owed("Ada"),
              static_cast<int>(ledger.customers()));

  for (const std::string &product : bestSellers({monday, tuesday}))
    std::printf("best seller: %s\n", product.c_str());
  std::printf("%d vouchers used\n", applyVouchers({"Ada", "Ada", "Grace"}, true));
}
