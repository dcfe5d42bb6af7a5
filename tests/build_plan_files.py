"""Small files with the headings and the quirks of a real institute's lists."""

COURSES = """area,category,course_name,target_text,mode,duration_text,sessions,seats_per_session_min,\
seats_per_session_max,total_seats,new_in_2025
기본역량,기본,신규 임용(후보)자 과정,신규 임용(예정) 공무원,대면,3주,2,90,180,270,0
기본역량,장기,중견리더 과정,6급 공무원,대면,43주,1,88,88,88,0
직무역량,직무공통,맞춤형 적극행정 과정,도·시군 공무원,온라인,2h,19,200,200,3800,0
직무역량,직무공통,"스마트 경남, 스마트 시티 과정",도·시군 공무원,대면,2일,1,20,20,20,1
"""
SESSIONS = """course_name,cohort_no,start_date,end_date,seats,note
신규 임용(후보)자 과정,1,2025-03-04,2025-03-21,90,
신규 임용(후보)자 과정,2,2025-10-20,2025-11-07,180,
중견리더 과정,22,2025-02-17,2025-12-12,88,
"스마트 경남, 스마트 시티 과정",1,2025-06-04,2025-06-05,20
"""
SHARED = """course_name,category,lessons,recognised_hours_decimal,recognised_minutes,has_assessment
쉬운 공공언어는 국민의 권리,직무,1,0.15,9,0
지속가능발전과 환경경영,직무,5,1.63,98,1
지속가능발전과 환경경영,직무,6,2,120,0
지속가능발전과 환경경영,시책,6,2,120,0
"""
MEANS = """year,course_name,category,cohort_no,dates_text,place_type,attendees,overall,competence_gain,\
job_application,curriculum,lecture_mean,composite
2025,신규 임용(후보)자 과정,기본(기본),1,2025.3.4.~3.21.,인재개발원,90,4.33,4.12,4.16,4.25,4.43,4.291
2025,신규 임용(후보)자 과정,기본(기본),1,2025.5.4.~5.21.,인재개발원,30,4.73,4.12,4.16,4.25,4.43,4.291
2024,스트레스 치유 과정,직무(공통),1,2024.3.4.,현장캠퍼스,19,4.5,4.4,4.4,4.3,4.3,4.38
"""
