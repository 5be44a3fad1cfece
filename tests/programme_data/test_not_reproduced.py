"""Every published figure is reproduced, or there is a reason why it cannot be."""

from __future__ import annotations

from pathlib import Path

Published = list[dict[str, str]]

# indicators of which rows are reproduced in test_reproduced.py, with how many
REPRODUCED = {
    "openstaande_vacatures_cbs": 25,
    "ontstane_vacatures_cbs": 10,
    "vervulde_vacatures_cbs": 10,
    "werkzame_beroepsbevolking_brc": 8,
    "groei_technisch_beroep_sinds_2013": 2,
    "groei_ict_beroep_sinds_2013": 1,
    "spanningsindicator": 1,
    "openstaande_vacatures": 1,
    "aandeel_ict_specialisten_eurostat": 1,
    "werkloosheid_totaal": 1,
}
REASONS = {
    "custom tables of Statistics Netherlands": (
        "aandeel_technisch_beroep_in_werkzame_beroepsbevolking",
        "aandeel_technisch_opgeleiden_in_technisch_beroep",
        "aandeel_vrouwen_technisch_beroep",
        "blijfkans_internationale_gediplomeerden_5jr",
        "technisch_opgeleiden_15_35jr",
        "technisch_opgeleiden_15_65jr",
        "werkloosheid_technisch_opgeleiden",
        "werkzame_technisch_beroep",
    ),
    "DUO by intake, profile or subject": (
        "aandeel_instroom_betatechniek_hbo",
        "aandeel_instroom_betatechniek_ho",
        "aandeel_instroom_betatechniek_mbo",
        "aandeel_instroom_betatechniek_wo",
        "aandeel_nprofiel",
        "aandeel_vmbo_technisch_profiel",
        "aandeel_vmbo_tl_nask_gediplomeerd",
        "aantal_instroom_betatechniek_hbo",
        "aantal_instroom_betatechniek_ho",
        "aantal_instroom_betatechniek_mbo",
        "aantal_instroom_betatechniek_wo",
        "aantal_nprofiel",
        "aantal_vmbo_technisch_profiel",
        "aantal_vmbo_tl_nask_gediplomeerd",
        "instroom_betatechnische_lerarenopleidingen",
    ),
    "UWV": (
        "arbeidsmarktregios_zeer_krap",
        "beroepsgroepen_krap_of_zeer_krap",
        "ict_vacatures_gemiddeld",
        "kortdurend_werklozen_ww",
        "openstaande_vacatures_uwv",
    ),
    "Katapult, SBB, RVO, Topsector ICT, ROA and programme offices": (
        "aanvalsplan_vacatures_vervuld",
        "baanopeningen_tot_2028",
        "digitaal_geschoolden_ictprofessionals",
        "digitaal_geschoolden_ictprofessionals_nieuw",
        "edih_bereik_bedrijven",
        "edih_hubs",
        "erkende_leerbedrijven_techniek",
        "make_it_work_aandeel_vrouwen",
        "make_it_work_blijvend_in_it",
        "make_it_work_certificaatrendement",
        "make_it_work_werkgevers",
        "microchiptalent_extra_opgeleiden",
        "ngf_pps_aanvragen",
        "ngf_pps_toegekend",
        "ontwikkelpaden_sectoren",
        "pps_aantal",
        "pps_bedrijven",
        "pps_bereik_bedrijven",
        "pps_bereik_studenten",
        "pps_docenten",
        "pps_mkb_bereikt",
        "pps_studenten",
        "smart_industry_bedrijven",
        "smart_makers_academies",
        "sto_cofinanciering_bedrijfsleven",
        "sto_regios",
        "techkwadraat_toegekende_regios",
    ),
    "another vintage is held": (
        "aandeel_milieusector_bbp",
        "aandeel_milieusector_werkgelegenheid",
        "groei_arbeidsproductiviteit",
        "groeirekening_bijdrage_ict_kapitaal",
        "groeirekening_bijdrage_multifactorproductiviteit",
        "groeirekening_bijdrage_uren",
        "groeirekening_toegevoegde_waarde_volumemutatie",
        "ict_specialisten_eurostat",
        "openstaande_vacatures_cbs_sg",
        "toegevoegde_waarde_milieusector",
        "werkgelegenheid_hernieuwbare_energie_en_besparing",
        "werkgelegenheid_milieusector",
    ),
    "what is held ends earlier": (
        "bruto_uurloon_mediaan",
        "bruto_uurloon_p25",
        "bruto_uurloon_p75",
    ),
    "Eurostat, not recorded": (
        "aandeel_basis_digitale_vaardigheden",
        "aandeel_bedrijven_in_ict_sector",
        "aandeel_vrouwen_werkenden_met_ict_opleiding",
        "mkb_ai_gebruik",
        "ondernemingen_met_ai",
        "ondernemingen_met_ict_specialisten",
    ),
    "a goal, a budget, a grant or a maximum": (
        "aanvalsplan_budget",
        "edih_budget",
        "extra_talentbehoefte_microchip",
        "groei_arbeidsproductiviteit_doel_aanvalsplan",
        "hca_ict_geraamde_extra_middelen",
        "microchiptalent_toekenning_fase1",
        "microchiptalent_voorlopige_toekenning",
        "mkb_basisniveau_digitalisering",
        "mkb_gebruik_cloud_ai_bigdata",
        "ngf_pps_aangevraagd",
        "ngf_pps_toegekend_bedrag",
        "nl_digital_decade_roadmap_budget",
        "omscholingsregeling_ict_techniek_budget",
        "omscholingsregeling_ict_techniek_trajecten_max",
        "slim_budget",
        "slim_extra_budget",
        "slim_scholingssubsidie_ontwikkelpaden",
        "sto_budget_per_jaar",
        "techkwadraat_budget",
        "techkwadraat_subsidie_fase1",
    ),
}


def test_every_published_figure_is_reproduced_or_has_one_reason(
    published_figures: Published,
) -> None:
    explained = [name for names in REASONS.values() for name in names]

    assert len(set(explained)) == len(explained)
    assert not set(explained) & set(REPRODUCED)
    assert {row["indicator"] for row in published_figures} == {*explained, *REPRODUCED}


def test_at_least_twenty_five_are_reproduced_and_the_page_says_how_many(agdb: Path) -> None:
    text = (agdb.parent / "docs" / "limits-data.md").read_text(encoding="utf-8")

    assert sum(REPRODUCED.values()) >= 25
    assert f"{sum(REPRODUCED.values())} rows of the list of published figures" in text
